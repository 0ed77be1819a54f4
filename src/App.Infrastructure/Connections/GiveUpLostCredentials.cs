using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>What no key of the ring opens: found, or given up.</summary>
/// <param name="Connections">Connections whose credential it is.</param>
/// <param name="Secrets">Client secrets.</param>
/// <param name="Attempts">Tries at connecting, finished or not.</param>
/// <param name="Revocations">Access still to be ended at vendors, and push channels to be stopped.</param>
/// <param name="Ring">True: the ring as a whole is another one than the database was begun with.</param>
public sealed record LostCredentials(int Connections, int Secrets, int Attempts, int Revocations, bool Ring)
{
    /// <summary>The key that tells vendors' signals from forgeries.</summary>
    public bool PushKey { get; init; }

    /// <summary>Secrets and headers of webhooks, going out and coming in.</summary>
    public int Webhooks { get; init; }

    public bool IsNothing => this is { Connections: 0, Secrets: 0, Attempts: 0, Revocations: 0, Webhooks: 0, PushKey: false, Ring: false };

    internal static LostCredentials Of(IReadOnlyCollection<(SealPurpose Purpose, Guid Row)> lost)
    {
        int Count(params SealPurpose[] purposes) => lost.Where(l => purposes.Contains(l.Purpose)).Select(l => l.Row).Distinct().Count();
        return new(Count(SealPurpose.Grant), Count(SealPurpose.ProviderCredentials), Count(SealPurpose.AttemptVerifier, SealPurpose.AttemptTokens), Count(SealPurpose.Revocation, SealPurpose.ChannelAccess), Count(SealPurpose.Sentinel) > 0)
        {
            PushKey = Count(SealPurpose.PushKey) > 0,
            Webhooks = lost.Count(l => l.Purpose is SealPurpose.EndpointSecret or SealPurpose.EndpointHeaders or SealPurpose.InboundSecret or SealPurpose.FormerInboundSecret),
        };
    }
}

/// <summary>
/// For the operator whose key ring is gone for good. What no key opens is given up: members are asked to reconnect, administrators to enter client
/// secrets again, endpoints get new ones and send nothing until those are entered, and the ring that is there counts as the right one. Nothing that can be opened is touched; running it twice changes nothing.
/// </summary>
public sealed class GiveUpLostCredentials(AppDatabase database, Catalogue catalogue, KeyRing ring, Seals present, CheckSeals check)
{
    /// <summary>What there is to give up; changes nothing.</summary>
    public async Task<LostCredentials> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("find credentials no key opens");
        var (seals, lost) = (Read(), new List<(SealPurpose, Guid)>());
        foreach (var store in SealedStore.All)
        {
            lost.AddRange((await store.ListShutAsync(db, seals, cancellationToken)).Select(row => (store.Purpose, row)));
        }

        return LostCredentials.Of(lost);
    }

    /// <returns>What was given up.</returns>
    public async Task<LostCredentials> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("give up credentials no key opens");
        var (seals, given) = (Read(), new List<(SealPurpose, Guid)>());
        foreach (var store in SealedStore.All)
        {
            foreach (var row in await store.ListShutAsync(db, seals, cancellationToken))
            {
                if (store.Purpose == SealPurpose.Sentinel)
                {
                    await check.AcceptAsync(cancellationToken);
                    given.Add((store.Purpose, row));
                }
                else if (await GiveUpAsync(db, store, seals, row, cancellationToken))
                {
                    given.Add((store.Purpose, row));
                }
            }
        }

        return LostCredentials.Of(given);
    }

    /// <summary>The ring as it lies in its folder now; looking makes no key.</summary>
    private Seals Read() => new(ring.ReadNow());

    private async Task<bool> GiveUpAsync(AppDbContext db, SealedStore store, Seals seals, Guid row, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var connection = store.Purpose == SealPurpose.Grant ? await db.HoldConnectionAsync(row, cancellationToken) : null;
        if (!await store.IsShutAsync(db, seals, row, cancellationToken))
        {
            return false;
        }

        await (store.Purpose switch
        {
            SealPurpose.Grant => EndAsync(db, connection!, cancellationToken),
            SealPurpose.ProviderCredentials => ForgetSecretAsync(db, row, cancellationToken),
            SealPurpose.AttemptVerifier or SealPurpose.AttemptTokens => DropAttemptAsync(db, row, cancellationToken),
            SealPurpose.Revocation => DropRevocationAsync(db, row, cancellationToken),
            SealPurpose.PushKey => ForgetPushKeyAsync(db, cancellationToken),
            SealPurpose.ChannelAccess => db.PushChannels.Where(c => c.Id == row).ExecuteDeleteAsync(cancellationToken),
            SealPurpose.EndpointSecret => db.GiveUpEndpointSecretAsync(present, row, cancellationToken),
            SealPurpose.EndpointHeaders => db.GiveUpEndpointHeadersAsync(row, cancellationToken),
            SealPurpose.InboundSecret => db.GiveUpInboundSecretAsync(row, cancellationToken),
            SealPurpose.FormerInboundSecret => db.GiveUpFormerInboundSecretAsync(row, cancellationToken),
            var other => throw new InvalidOperationException($"What is sealed as {other} can't be given up."),
        });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task EndAsync(AppDbContext db, Connection connection, CancellationToken cancellationToken)
    {
        await db.Grants.Where(g => g.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        Trouble.NoteLost(db, connection, catalogue.Read(connection.Provider));
    }

    /// <summary>The client id stays, so that nothing goes on under another client meanwhile.</summary>
    private async Task ForgetSecretAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var credentials = await db.ProviderCredentials.SingleAsync(c => c.Id == id, cancellationToken);
        (credentials.SealedSecret, credentials.Problem) = ([], "The stored secret was lost on this server. Enter it again.");
        db.Log(credentials.OrganizationId, "provider.credentials_lost", $"The client secret of {catalogue.Read(credentials.Provider).Name} was lost on this server. Enter it again under Settings, Providers.", "Integrations", new ActivitySubject(), ActivityLevel.Warning);
    }

    /// <summary>A new one is made when it is next needed. What vendors were given under the old one can't be told from forgeries any more, so channels are opened anew.</summary>
    private static async Task ForgetPushKeyAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await db.Settings.Where(s => s.Name == ChannelKey.SettingName).ExecuteDeleteAsync(cancellationToken);
        var now = Domain.Time.Clock.Now(db.Time);
        await db.PushChannels.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChannelState.Closing).SetProperty(c => c.DueAt, now), cancellationToken);
    }

    private async Task DropRevocationAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var row = await db.Revocations.SingleAsync(r => r.Id == id, cancellationToken);
        db.Revocations.Remove(row);
        Revocations.LogGivenUp(db, row.OrganizationId, catalogue.Read(row.Provider), row.AccountName, new ActivitySubject(row.MemberId, row.ConnectionId), "The stored access was lost on this server.");
    }

    /// <summary>Its member begins again.</summary>
    private async Task DropAttemptAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var attempt = await db.Attempts.SingleAsync(a => a.Id == id, cancellationToken);
        db.Attempts.Remove(attempt);
        if (attempt.SealedTokens is not null)
        {
            var manifest = catalogue.Read(attempt.Provider);
            db.Log(attempt.OrganizationId, "connection.not_connected", $"{manifest.Name} was not connected: what {manifest.Vendor} gave was lost on this server.", "Integrations", new ActivitySubject(attempt.MemberId, attempt.ConnectionId), ActivityLevel.Warning);
        }
    }
}
