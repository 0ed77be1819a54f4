using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>An invitation just made. The link is shown once: only its hash is kept.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Email">Whom it is for.</param>
/// <param name="Link">What she opens.</param>
/// <param name="Mailed">Null: no mail is set up; false: the mail server did not take it.</param>
public sealed record Invited(Guid Id, string Email, Uri Link, bool? Mailed)
{
    public override string ToString() => $"Invited {Id}";
}

/// <summary>Invites somebody by her address. An open invitation of the same address is replaced. Only an Owner invites Owners.</summary>
public sealed class InviteMember(AppDatabase database, IMailer mailer, TimeProvider time)
{
    /// <param name="actor">An Owner or Admin.</param>
    /// <param name="email">Whom to invite.</param>
    /// <param name="role">What she will be.</param>
    /// <param name="root">Where this product is reached, ending in a slash: the link begins with it.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<Result<Invited>> RunAsync(Actor actor, string? email, Role role, Uri root, CancellationToken cancellationToken)
    {
        if (EmailAddress.Normalize(email) is not { } address)
        {
            return new Failure.Invalid("email", "Enter an e-mail address, such as name@example.org.");
        }

        var token = SecretText.Create();
        if (!(await StoreAsync(actor, address, role, token, cancellationToken)).TryGet(out var stored, out var failure))
        {
            return failure;
        }

        var link = new Uri(root, $"invitations/{token}");
        bool? mailed = mailer.IsSetUp ? (await mailer.SendAsync(Compose(stored, link), cancellationToken)).IsOk : null;
        return new Invited(stored.Invitation.Id, address, link, mailed);
    }

    private async Task<Result<Stored>> StoreAsync(Actor actor, string address, Role role, string token, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync("sign-up", cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        if (!Enum.IsDefined(role) || (role == Role.Owner && admin.Role != Role.Owner))
        {
            return new Failure.Invalid("role", "Only an Owner can invite an Owner.");
        }

        if (await db.Members.AnyAsync(m => m.RemovedAt == null && m.Email != null && m.Email.ToLower() == address, cancellationToken))
        {
            return new Failure.Conflict("already_member", $"{address} is a member already.");
        }

        var now = time.Now();
        foreach (var open in await db.Invitations.Where(i => i.Email == address && i.AcceptedAt == null && i.RevokedAt == null).ToListAsync(cancellationToken))
        {
            open.RevokedAt = now;
        }

        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = actor.OrganizationId,
            Email = address,
            Role = role,
            TokenHash = SecretText.Hash(token),
            InvitedBy = admin.Id,
            CreatedAt = now,
            ExpiresAt = now + Invitation.Life,
        };
        db.Invitations.Add(invitation);
        db.Log(actor.OrganizationId, "member.invited", $"{admin.Name} invited {address} as {role}.", admin.Name, new ActivitySubject());
        var organization = await db.Organizations.SingleAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new Stored(invitation, admin.Name, organization.Name);
    }

    private static Mail Compose(Stored stored, Uri link) => new(
        stored.Invitation.Email,
        $"{stored.By} invites you to {stored.Organization}",
        $"""
        {stored.By} invites you to join {stored.Organization}.

        Open this link and sign in:
        {link}

        It works once, for 14 days. If you did not expect it, nothing happens unless you open it.
        """);

    private sealed record Stored(Invitation Invitation, string By, string Organization);
}
