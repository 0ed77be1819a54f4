using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>
/// Goes on with what a crash or an outage left behind: attempts whose tokens are held and whose account is not yet known. One that was cut off before the
/// vendor's answer was stored says so, instead of waiting for ever.
/// </summary>
public sealed class FinishAuthorizations(AppDatabase database, Catalogue catalogue, FinishAuthorization finish, TimeProvider time, ILogger<FinishAuthorizations> logger)
{
    /// <summary>Longer than a callback under way may take.</summary>
    private static readonly Duration Settled = Duration.FromMinutes(2);

    private const int Most = 50;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var settled = time.Now() - Settled;
        List<Guid> held;
        await using (var db = database.ForSystem("attempts left behind"))
        {
            foreach (var cut in await db.Attempts.Where(a => a.Status == AttemptStatus.Started && a.SpentAt < settled).Take(Most).ToListAsync(cancellationToken))
            {
                CompleteAuthorization.Fail(db, cut, catalogue.Read(cut.Provider), ConnectProblem.CodeRefused);
            }

            await db.TrySaveAsync(cancellationToken);
            held = await db.Attempts.Where(a => a.Status == AttemptStatus.TokensHeld && a.SpentAt < settled).OrderBy(a => a.CreatedAt).Select(a => a.Id).Take(Most).ToListAsync(cancellationToken);
        }

        await Each.RunAsync(held, AtOnce, finish.RunAsync, logger, cancellationToken);
    }
}

/// <summary>Every minute.</summary>
public sealed class FinishAuthorizationsJob(FinishAuthorizations finish, ILogger<FinishAuthorizationsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => finish.RunAsync(cancellationToken);
}
