using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Security;

/// <summary>
/// Opens the sealed sentinel, made at the very first start, with the key ring as it lies in its folder: when it can't be opened, the ring is not the one
/// that sealed the credentials in this database. That is the operator's to mend and never stops the start.
/// </summary>
public sealed partial class CheckSeals(AppDatabase database, Seals seals, KeyRing ring, SealState state, ILogger<CheckSeals> logger)
{
    internal const string SettingName = "seal.sentinel";
    private const string Words = "The key ring opens what is sealed here.";

    public async Task<SealCondition> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("check the sealed sentinel");
        var sentinel = await FindAsync(db, cancellationToken) ?? await MakeAsync(db, cancellationToken);
        var found = new Seals(ring.ReadNow()).Open(SealPurpose.Sentinel, Guid.Empty, sentinel.Value).IsOk ? SealCondition.Ok : SealCondition.RingLost;
        if (found == SealCondition.Ok)
        {
            await WakeAsync(db, cancellationToken);
        }

        if (found != state.Condition)
        {
            Say(found);
        }

        return state.Condition = found;
    }

    /// <summary>Seals the sentinel again: from now on the ring that is there is the right one.</summary>
    internal async Task AcceptAsync(CancellationToken cancellationToken)
    {
        await using (var db = database.ForSystem("accept another key ring"))
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            var closed = seals.Close(SealPurpose.Sentinel, Guid.Empty, Words);
            await db.Settings.Where(s => s.Name == SettingName).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, closed), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await RunAsync(cancellationToken);
    }

    private static Task<Setting?> FindAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Name == SettingName, cancellationToken);

    private async Task<Setting> MakeAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            (string, object?)[] row = [("Name", SettingName), ("Value", seals.Close(SealPurpose.Sentinel, Guid.Empty, Words))];
            await write.ExecuteAsync(db.Dialect.InsertIfAbsent("Settings", ["Name", "Value"], ["Name"]), row, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return (await FindAsync(db, cancellationToken))!;
    }

    /// <summary>What waited for the ring is due at once.</summary>
    private static async Task WakeAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var locked = db.Connections.Where(c => c.ErrorCode == Connection.CredentialLocked);
        if (!await locked.AnyAsync(cancellationToken))
        {
            return;
        }

        var now = db.Time.Now();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Cursors.Where(c => locked.Any(l => l.Id == c.ConnectionId)).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now), cancellationToken);
        await locked.ExecuteUpdateAsync(s => s.SetProperty(c => c.RetryAt, (Instant?)null).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private void Say(SealCondition found)
    {
        if (found == SealCondition.Ok)
        {
            LogRingBack();
        }
        else
        {
            LogRingLost();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The key ring in the data folder does not open what this database holds. Put the right ring back (docs/operations.md); until then stored credentials can't be used")]
    private partial void LogRingLost();

    [LoggerMessage(Level = LogLevel.Information, Message = "The key ring opens what this database holds again")]
    private partial void LogRingBack();
}
