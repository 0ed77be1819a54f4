using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>
/// Makes the organizations that configuration asks for, with an invitation for each of their people, once. They then come in through
/// the same door as everyone: by signing in with the invited address.
/// </summary>
public sealed class SeedOrganizations(AppDatabase database, IOptions<AuthOptions> options, TimeProvider time)
{
    private const string By = "Configuration";
    private static readonly Duration Life = Duration.FromDays(3650);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Organizations.Count == 0)
        {
            return;
        }

        await using var db = database.ForSystem("organizations of the configuration");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync("sign-up", cancellationToken);
        foreach (var seeded in options.Value.Organizations)
        {
            await SeedAsync(db, seeded, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task SeedAsync(AppDbContext db, SeededOrganization seeded, CancellationToken cancellationToken)
    {
        // By whom configuration invited, not by name: the organization may have been renamed since.
        var addresses = seeded.Members.Select(m => EmailAddress.Normalize(m.Email)).OfType<string>().ToList();
        if (await db.Organizations.AnyAsync(o => o.Name == seeded.Name, cancellationToken)
            || await db.Invitations.AnyAsync(i => i.InvitedBy == null && addresses.Contains(i.Email), cancellationToken))
        {
            return;
        }

        var now = time.Now();
        var organization = new Organization { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = seeded.Name, CreatedAt = now };
        db.Organizations.Add(organization);
        db.Log(organization.Id, "organization.founded", $"{seeded.Name} was made by configuration.", By, new ActivitySubject());
        foreach (var member in seeded.Members)
        {
            if (EmailAddress.Normalize(member.Email) is { } address)
            {
                db.Invitations.Add(Invite(organization.Id, address, member.Role, now));
            }
        }
    }

    // Nobody has this link: the address alone lets her in.
    private Invitation Invite(Guid organizationId, string address, Role role, Instant now) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = organizationId,
        Email = address,
        Role = role,
        TokenHash = SecretText.Hash(SecretText.Create()),
        CreatedAt = now,
        ExpiresAt = now + Life,
    };
}
