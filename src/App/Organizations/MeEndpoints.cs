using App.Api;
using App.Auth;
using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Mvc;

namespace App.Organizations;

/// <summary>Whoever asks.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this RouteGroupBuilder api)
    {
        api.MapGet("/me", ReadAsync).WithTags("Me");
        api.MapPatch("/me", ChangeAsync).WithTags("Me");
    }

    /// <summary>Read who you are</summary>
    /// <remarks>Of a key: the member it belongs to, and what it may.</remarks>
    private static async Task<Answer<MeBody>> ReadAsync(HttpContext context, ReadMember members, CancellationToken cancellationToken)
    {
        var actor = context.GetActor();
        return (await members.RunAsync(actor, cancellationToken)).ToAnswer(view => MeBody.Of(view, actor), view => view.Version);
    }

    /// <summary>Change your name, time zone or locale</summary>
    /// <remarks>What is left out stays.</remarks>
    private static async Task<Answer<MeBody>> ChangeAsync(HttpContext context, MeChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeAccount change, ReadMember members, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var changed = await change.RunAsync(context.GetActor(), new AccountChange(body.Name, body.TimeZone, body.Locale), version, cancellationToken);
        return changed.Failure is { } failure ? failure : await ReadAsync(context, members, cancellationToken);
    }
}

/// <summary>What to change; what is left out stays.</summary>
/// <param name="Name">What people call you.</param>
/// <param name="TimeZone">IANA id, such as <c>Europe/Berlin</c>.</param>
/// <param name="Locale">BCP 47, such as <c>en-GB</c>.</param>
public sealed record MeChangeBody(string? Name = null, string? TimeZone = null, string? Locale = null);

/// <summary>The member who asks.</summary>
/// <param name="Id">Of the member.</param>
/// <param name="Name">What people call her.</param>
/// <param name="Email">Her address.</param>
/// <param name="Role">What she may do.</param>
/// <param name="TimeZone">IANA id of her zone.</param>
/// <param name="Locale">BCP 47.</param>
/// <param name="OrganizationId">Her organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="MayWrite">False: the key reads only.</param>
/// <param name="Version">What If-Match asks for; the ETag begins with it.</param>
public sealed record MeBody(Guid Id, string Name, string? Email, Role Role, string TimeZone, string Locale, Guid OrganizationId, string OrganizationName, bool MayWrite, long Version)
{
    internal static MeBody Of(CurrentMemberView view, Actor actor) =>
        new(view.Id, view.Name, view.Email, view.Role, view.TimeZone, view.Locale, view.Organization.Id, view.Organization.Name, actor is not Actor.Key { MayWrite: false }, view.Version);
}
