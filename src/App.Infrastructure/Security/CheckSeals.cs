using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Security;

/// <summary>
/// Opens the sealed sentinel, made at the very first start: when it can't be opened, the key ring is not the one that sealed the
/// credentials in this database. That is the operator's to mend and never stops the start.
/// </summary>
public sealed partial class CheckSeals(AppDatabase database, Seals seals, SealState state, ILogger<CheckSeals> logger)
{
    internal const string SettingName = "seal.sentinel";
    private const string Words = "The key ring opens what is sealed here.";

    public async Task<SealCondition> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("check the sealed sentinel");
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            (string, object?)[] row = [("Name", SettingName), ("Value", seals.Close(SealPurpose.Sentinel, Guid.Empty, Words))];
            await write.ExecuteAsync(db.Dialect.InsertIfAbsent("Settings", ["Name", "Value"], ["Name"]), row, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        var sentinel = await db.Settings.AsNoTracking().SingleAsync(s => s.Name == SettingName, cancellationToken);
        state.Condition = seals.Open(SealPurpose.Sentinel, Guid.Empty, sentinel.Value).IsOk ? SealCondition.Ok : SealCondition.RingLost;
        if (state.Condition == SealCondition.RingLost)
        {
            LogRingLost();
        }

        return state.Condition;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The key ring in the data folder does not open what this database holds. Put the right ring back (docs/operations.md); until then stored credentials can't be used")]
    private partial void LogRingLost();
}
