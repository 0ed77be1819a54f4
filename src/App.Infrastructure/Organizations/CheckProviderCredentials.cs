using App.Domain;
using App.Domain.Monitoring;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Asks the provider whether it accepts the organization's client id and secret, and keeps what it said.</summary>
public sealed class CheckProviderCredentials(AppDatabase database, Catalogue catalogue, Seals seals, IProviderCredentialsProbe probe, TimeProvider time)
{
    /// <returns>Ok with <see cref="ProviderCredentialsView.Problem"/> null: accepted. A failure: it could not be told.</returns>
    public async Task<Result<ProviderCredentialsView>> RunAsync(Actor actor, string provider, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        if (await db.ProviderCredentials.SingleOrDefaultAsync(c => c.Provider == provider, cancellationToken) is not { } row)
        {
            return new Failure.NotFound("The client id and secret");
        }

        if (row.IsLost)
        {
            return ProviderCredentialsView.Of(row);
        }

        if (!seals.Open(SealPurpose.ProviderCredentials, row.Id, row.SealedSecret).TryGet(out var secret, out var shut))
        {
            return shut;
        }

        var answer = await probe.CheckAsync(provider, row.ClientId, secret, cancellationToken);
        if (answer.Failure is not null and not Failure.Rejected)
        {
            return answer.Failure;
        }

        (row.CheckedAt, row.Problem) = (time.Now(), answer.Failure?.Reason);
        var text = answer.IsOk ? $"{catalogue.Read(provider).Name} accepted the client id and secret." : $"{catalogue.Read(provider).Name} refused the client id or secret. {answer.Failure!.Reason}";
        db.Log(actor.OrganizationId, "provider.credentials_checked", text, admin.Name, new ActivitySubject(), answer.IsOk ? ActivityLevel.Info : ActivityLevel.Warning);
        return (await db.TrySaveAsync(cancellationToken)).Select(_ => ProviderCredentialsView.Of(row));
    }
}
