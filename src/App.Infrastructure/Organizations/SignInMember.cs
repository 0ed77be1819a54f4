using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>
/// Turns an identity that the issuer vouches for into a member: the one she is, or a new one by invitation, by verified e-mail domain,
/// or by founding an organization. Whoever gets in by none of these is refused in words.
/// </summary>
public sealed class SignInMember(AppDatabase database, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <param name="identity">Verified by the sign-in handler.</param>
    /// <param name="invitationToken">From an invitation's link, where she came by one.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<Result<Member>> RunAsync(Identity identity, string? invitationToken, CancellationToken cancellationToken)
    {
        if (identity is not { Issuer.Length: > 0 and <= 255, Subject.Length: > 0 and <= 255 })
        {
            return Refusals.IdentityUnusable;
        }

        await using var db = database.ForSystem("sign in: the identity decides which organization");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync("sign-up", cancellationToken);
        var known = await db.Members.SingleOrDefaultAsync(m => m.Issuer == identity.Issuer && m.Subject == identity.Subject, cancellationToken);
        var entered = known is { RemovedAt: null }
            ? await ReturnAsync(db, known, identity, invitationToken, cancellationToken)
            : await JoinAsync(db, known, identity, invitationToken, cancellationToken);
        if (entered.IsOk)
        {
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return entered;
    }

    private async Task<Result<Member>> ReturnAsync(AppDbContext db, Member member, Identity identity, string? token, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            var hash = SecretText.Hash(token);
            if (await db.Invitations.AnyAsync(i => i.TokenHash == hash && i.OrganizationId != member.OrganizationId, cancellationToken))
            {
                return Refusals.AlreadyMember;
            }
        }

        (member.Email, member.EmailVerified) = (Address(identity), identity.EmailVerified);
        var now = time.Now();
        await db.Members.Where(m => m.Id == member.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.LastSeenAt, now), cancellationToken);
        db.Log(member.OrganizationId, "member.signed_in", $"{member.Name} signed in.", member.Name, new ActivitySubject(member.Id));
        return member;
    }

    private async Task<Result<Member>> JoinAsync(AppDbContext db, Member? removed, Identity identity, string? token, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var decided = await Admission.DecideAsync(db, identity, token, removed, options.Value.SignUp, now, cancellationToken);
        if (!decided.TryGet(out var admission, out var refused))
        {
            return refused;
        }

        var member = await EnterAsync(db, removed, identity, admission, now, cancellationToken);
        if (admission.Invitation is { } invitation)
        {
            invitation.AcceptedAt = now;
        }

        db.Log(member.OrganizationId, "member.joined", $"{member.Name} joined as {member.Role}.", member.Name, new ActivitySubject(member.Id));
        return member;
    }

    private async Task<Member> EnterAsync(AppDbContext db, Member? removed, Identity identity, Admission admission, Instant now, CancellationToken cancellationToken)
    {
        var name = NameOf(identity);
        if (removed is not null && removed.OrganizationId == admission.OrganizationId)
        {
            (removed.RemovedAt, removed.Role, removed.Email, removed.EmailVerified, removed.LastSeenAt) = (null, admission.Role, Address(identity), identity.EmailVerified, now);
            return removed;
        }

        if (removed is not null)
        {
            // She joins another organization: her old row keeps its history and gives up who it was.
            db.Entry(removed).Property(m => m.Subject).CurrentValue = $"removed:{removed.Id:N}";
            await db.SaveChangesAsync(cancellationToken);
        }

        var member = new Member
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = admission.OrganizationId ?? Found(db, name, now),
            Issuer = identity.Issuer,
            Subject = identity.Subject,
            Name = name,
            Email = Address(identity),
            EmailVerified = identity.EmailVerified,
            Role = admission.Role,
            TimeZone = Clock.FindZone(identity.ZoneInfo)?.Id ?? "Etc/UTC",
            Locale = Locales.Find(identity.Locale) ?? "en-GB",
            CreatedAt = now,
            LastSeenAt = now,
        };
        db.Members.Add(member);
        return member;
    }

    private Guid Found(AppDbContext db, string founder, Instant now)
    {
        var organization = new Organization { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = $"Organization of {founder}", CreatedAt = now };
        db.Organizations.Add(organization);
        db.Log(organization.Id, "organization.founded", $"{founder} founded this organization by signing in.", founder, new ActivitySubject());
        return organization.Id;
    }

    private static string? Address(Identity identity) => EmailAddress.Normalize(identity.Email) is null ? null : identity.Email!.Trim();

    private static string NameOf(Identity identity)
    {
        var name = (identity.Name ?? "").Trim();
        var given = name.Length > 0 && !name.Any(char.IsControl) ? name : EmailAddress.Normalize(identity.Email) is { } address ? address[..address.IndexOf('@', StringComparison.Ordinal)] : "New member";
        return given.Length <= MemberNameLength ? given : given[..MemberNameLength];
    }

    /// <summary>Longest name of a member; with the words around it, it fits an organization's name too.</summary>
    internal const int MemberNameLength = 80;
}
