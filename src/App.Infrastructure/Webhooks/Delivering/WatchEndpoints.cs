using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Disables endpoints to which nothing has been delivered for long, and warns of it when half of the time is over.</summary>
public sealed class WatchEndpoints(AppDatabase database, DisableEndpoint disable, IOptions<WebhookOptions> options, TimeProvider time)
{
    public const string Warning = "endpoint.failing";

    private const int Most = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, allowed) = (time.Now(), Duration.FromDays(options.Value.DisableAfterDays));
        foreach (var failing in await ReadAsync(cancellationToken))
        {
            if (failing.Exhausted >= options.Value.DisableAfterExhausted)
            {
                await disable.RunAsync(failing.Id, null, $"{failing.Exhausted} messages in a row could not be delivered.", cancellationToken);
            }
            else if (now - failing.Since >= allowed)
            {
                await disable.RunAsync(failing.Id, null, $"Nothing could be delivered for {options.Value.DisableAfterDays} days.", cancellationToken);
            }
            else if (failing.WarnedAt is null && (now - failing.Since >= allowed / 2 || failing.Exhausted >= (options.Value.DisableAfterExhausted + 1) / 2))
            {
                await WarnAsync(failing, now, cancellationToken);
            }
        }
    }

    private async Task<List<Failing>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("endpoints that fail");
        return await (from state in db.EndpointStates
                      join endpoint in db.Endpoints on state.EndpointId equals endpoint.Id
                      where state.FailingSince != null && endpoint.Status == EndpointStatus.Enabled
                      orderby state.FailingSince
                      select new Failing(endpoint.Id, state.FailingSince!.Value, state.Exhausted, state.WarnedAt)).Take(Most).ToListAsync(cancellationToken);
    }

    private async Task WarnAsync(Failing failing, Instant now, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("endpoints that fail");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.EndpointStates.Where(s => s.EndpointId == failing.Id && s.FailingSince != null && s.WarnedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.WarnedAt, now), cancellationToken) == 0)
        {
            return;
        }

        var endpoint = await db.Endpoints.AsNoTracking().SingleAsync(e => e.Id == failing.Id, cancellationToken);
        await db.TellAdminsAsync(endpoint, Warning, $"Nothing has been delivered to “{endpoint.Name}” for a while. It will be switched off if that goes on.", cancellationToken);
        db.Tell(endpoint.OrganizationId, EventTypes.EndpointFailing, new EndpointFailingData(endpoint.Id, endpoint.Name, endpoint.Url, failing.Since, failing.Exhausted), new MessageSubject(endpoint.Id));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private sealed record Failing(Guid Id, Instant Since, int Exhausted, Instant? WarnedAt);
}

/// <summary>Every minute.</summary>
public sealed class WatchEndpointsJob(WatchEndpoints watch, ILogger<WatchEndpointsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => watch.RunAsync(cancellationToken);
}
