using App.Domain.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Connections;

/// <summary>Goes on with attempts whose tokens are held and whose account is not yet known: what a crash or an outage left behind.</summary>
public sealed class FinishAuthorizations(AppDatabase database, FinishAuthorization finish)
{
    private const int Most = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> held;
        await using (var db = database.ForSystem("attempts left behind"))
        {
            held = await db.Attempts.Where(a => a.Status == AttemptStatus.TokensHeld).OrderBy(a => a.CreatedAt).Select(a => a.Id).Take(Most).ToListAsync(cancellationToken);
        }

        foreach (var id in held)
        {
            await finish.RunAsync(id, cancellationToken);
        }
    }
}

/// <summary>Every minute.</summary>
public sealed class FinishAuthorizationsJob(FinishAuthorizations finish, ILogger<FinishAuthorizationsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => finish.RunAsync(cancellationToken);
}
