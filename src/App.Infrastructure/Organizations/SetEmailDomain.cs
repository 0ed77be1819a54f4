using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>
/// Lets everyone with a verified address of a domain join as a Member, or ends that. Only an Owner, and only the domain of her own
/// verified address: that is the proof that it is theirs.
/// </summary>
public sealed class SetEmailDomain(AppDatabase database)
{
    /// <param name="actor">An Owner.</param>
    /// <param name="domain">Null or empty: by invitation only.</param>
    /// <param name="expectedVersion">The organization's version she saw.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, string? domain, long? expectedVersion, CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrWhiteSpace(domain) ? null : domain.Trim().TrimStart('@').ToLowerInvariant();
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync("sign-up", cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Owner, cancellationToken)).TryGet(out var owner, out var refused))
        {
            return refused;
        }

        var organization = await db.Organizations.SingleAsync(cancellationToken);
        if (organization.Version != (expectedVersion ?? organization.Version))
        {
            return new Failure.Stale();
        }

        if (wanted is not null && await WhyNotAsync(owner, wanted, cancellationToken) is { } why)
        {
            return why;
        }

        var text = wanted is null ? $"{owner.Name} ended joining by e-mail domain." : $"{owner.Name} lets everyone with a verified address at {wanted} join as Member.";
        db.Log(organization.Id, "organization.domain_changed", text, owner.Name, new ActivitySubject());
        organization.EmailDomain = wanted;
        db.Announce(organization.Id, Topics.Members, organization.Id, organization.Version + 1);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    private async Task<Failure?> WhyNotAsync(Member owner, string domain, CancellationToken cancellationToken)
    {
        await using var all = database.ForSystem("an e-mail domain belongs to one organization of all");
        var address = owner.EmailVerified ? EmailAddress.Normalize(owner.Email) : null;
        return PublicMailDomains.Contains(domain) ? new Failure.Invalid("emailDomain", $"Anyone can get an address at {domain}. Use a domain of your own.")
            : EmailAddress.DomainOf(address) != domain ? new Failure.Invalid("emailDomain", address is null ? "Your sign-in service has not verified your address, so we can't tell that this domain is yours." : $"Use the domain of your own address: {EmailAddress.DomainOf(address)}.")
            : await all.Organizations.AnyAsync(o => o.EmailDomain == domain && o.Id != owner.OrganizationId, cancellationToken) ? new Failure.Conflict("domain_taken", $"Another organization on this server uses {domain}.")
            : null;
    }
}
