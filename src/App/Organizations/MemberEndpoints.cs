using App.Api;
using App.Auth;
using App.Domain.Organizations;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace App.Organizations;

/// <summary>Members and invitations; for Owners and Admins.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder api)
    {
        var members = api.MapGroup("/members").RequireAuthorization(Policies.Admin).WithTags("Members");
        members.MapGet("/", ListAsync);
        members.MapPatch("/{id:guid}", ChangeRoleAsync);
        members.MapDelete("/{id:guid}", RemoveAsync);
        var invitations = api.MapGroup("/invitations").RequireAuthorization(Policies.Admin).WithTags("Members");
        invitations.MapGet("/", ListInvitationsAsync);
        invitations.MapPost("/", InviteAsync).WithMetadata(new SecretAnswer());
        invitations.MapDelete("/{id:guid}", RevokeInvitationAsync);
    }

    /// <summary>List members</summary>
    /// <remarks>Newest first. For Owners and Admins.</remarks>
    private static Task<Answer<Paged<MemberBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListMembers members, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => members.RunAsync(context.GetActor(), page.Cursor, size, cancellationToken), MemberBody.Of);

    /// <summary>Change a member's role</summary>
    /// <remarks>Only Owners make or change Owners; the last Owner stays one.</remarks>
    private static async Task<Nothing> ChangeRoleAsync(HttpContext context, Guid id, RoleBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeRole change, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await change.RunAsync(context.GetActor(), id, body.Role, version, cancellationToken)).ToNothing() : stale;

    /// <summary>Remove a member</summary>
    /// <remarks>She can't sign in any more, her keys are revoked and her connections disconnected. The last Owner stays.</remarks>
    private static async Task<Nothing> RemoveAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, RemoveMember remove, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await remove.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;

    /// <summary>List open invitations</summary>
    /// <remarks>Newest first. For Owners and Admins.</remarks>
    private static Task<Answer<Paged<InvitationBody>>> ListInvitationsAsync(HttpContext context, [AsParameters] PageRequest page, ListInvitations invitations, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => invitations.RunAsync(context.GetActor(), page.Cursor, size, cancellationToken), InvitationBody.Of);

    /// <summary>Invite somebody</summary>
    /// <remarks>The link is shown once. An open invitation of the same address is replaced. Only Owners invite Owners.</remarks>
    private static async Task<Created<InvitedBody>> InviteAsync(HttpContext context, InviteBody body, InviteMember invite, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        (await invite.RunAsync(context.GetActor(), body.Email, body.Role, new Uri(publicUrl.Base + "/"), cancellationToken))
            .ToCreated(invited => new InvitedBody(invited.Id, invited.Email, invited.Link.AbsoluteUri, invited.Mailed));

    /// <summary>Withdraw an invitation</summary>
    private static async Task<Nothing> RevokeInvitationAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, RevokeInvitation revoke, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await revoke.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;
}

/// <summary>A role to give.</summary>
/// <param name="Role">What the member may do from now on.</param>
public sealed record RoleBody(Role Role);

/// <summary>Whom to invite.</summary>
/// <param name="Email">Her address.</param>
/// <param name="Role">What she will be.</param>
public sealed record InviteBody(string Email, Role Role = Role.Member);

/// <summary>An invitation just made.</summary>
/// <param name="Id">Of the invitation.</param>
/// <param name="Email">Whom it is for.</param>
/// <param name="Link">What she opens; shown once.</param>
/// <param name="Mailed">True: it was mailed; false: the mail server did not take it; null: no mail is set up.</param>
public sealed record InvitedBody(Guid Id, string Email, string Link, bool? Mailed);

/// <summary>A person in the organization.</summary>
/// <param name="Id">Of the member.</param>
/// <param name="Name">What people call her.</param>
/// <param name="Email">Her address.</param>
/// <param name="EmailVerified">The issuer vouches for it.</param>
/// <param name="Role">What she may do.</param>
/// <param name="CreatedAt">When she joined.</param>
/// <param name="LastSeenAt">When she was last here.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record MemberBody(Guid Id, string Name, string? Email, bool EmailVerified, Role Role, Instant CreatedAt, Instant LastSeenAt, long Version)
{
    internal static MemberBody Of(MemberView view) => new(view.Id, view.Name, view.Email, view.EmailVerified, view.Role, view.CreatedAt, view.LastSeenAt, view.Version);
}

/// <summary>An open invitation.</summary>
/// <param name="Id">Of the invitation.</param>
/// <param name="Email">Whom it is for.</param>
/// <param name="Role">What she will be.</param>
/// <param name="CreatedAt">When she was invited.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record InvitationBody(Guid Id, string Email, Role Role, Instant CreatedAt, Instant ExpiresAt, long Version)
{
    internal static InvitationBody Of(OpenInvitation view) => new(view.Id, view.Email, view.Role, view.CreatedAt, view.ExpiresAt, view.Version);
}
