using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>How somebody who is not a member gets in.</summary>
/// <param name="OrganizationId">The organization she joins; null: she founds one.</param>
/// <param name="Role">What she becomes there.</param>
/// <param name="Invitation">The invitation that is used up by it.</param>
internal sealed record Admission(Guid? OrganizationId, Role Role, Invitation? Invitation = null)
{
    public static async Task<Result<Admission>> DecideAsync(AppDbContext db, Identity identity, string? token, Member? removed, SignUp signUp, Instant now, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            return (await FindAsync(db, token, now, cancellationToken)).Select(i => new Admission(i.OrganizationId, i.Role, i));
        }

        if (await InvitedAsync(db, identity, now, cancellationToken) is { } invited)
        {
            return new Admission(invited.OrganizationId, invited.Role, invited);
        }

        if (removed is not null)
        {
            return Refusals.Removed;
        }

        if (EmailAddress.DomainOf(identity.VerifiedAddress) is { } domain
            && await db.Organizations.SingleOrDefaultAsync(o => o.EmailDomain == domain, cancellationToken) is { } home)
        {
            return new Admission(home.Id, Role.Member);
        }

        var founds = signUp == SignUp.Open || (signUp == SignUp.First && !await db.Organizations.AnyAsync(cancellationToken));
        return founds ? new Admission(null, Role.Owner) : Refuse(identity, signUp);
    }

    /// <summary>The open invitation of a link, or in words why it can't be used.</summary>
    public static async Task<Result<Invitation>> FindAsync(AppDbContext db, string token, Instant now, CancellationToken cancellationToken)
    {
        var hash = SecretText.Hash(token);
        var invitation = token.Length == SecretText.Length ? await db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash, cancellationToken) : null;
        return invitation switch
        {
            null => Refusals.InvitationUnknown,
            { RevokedAt: not null } => Refusals.InvitationRevoked,
            { AcceptedAt: not null } => Refusals.InvitationUsed,
            _ when !invitation.IsOpen(now) => Refusals.InvitationExpired,
            _ => invitation,
        };
    }

    private static async Task<Invitation?> InvitedAsync(AppDbContext db, Identity identity, Instant now, CancellationToken cancellationToken) =>
        identity.VerifiedAddress is not { } address ? null
        : await db.Invitations.Where(i => i.Email == address && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);

    // The words for an unverified address are the same whether it is invited or not: an issuer where anyone may type
    // any address must not become a way to ask who is invited.
    private static Failure Refuse(Identity identity, SignUp signUp) =>
        identity.VerifiedAddress is null ? Refusals.EmailNotVerified
        : signUp == SignUp.Closed ? Refusals.Closed
        : Refusals.NotInvited;
}
