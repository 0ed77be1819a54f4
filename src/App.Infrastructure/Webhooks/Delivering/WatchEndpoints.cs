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
public sealed class WatchEndpoints(AppDatabase database, DisableEndpoint disable, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WatchEndpoints> logger)
{
    public const string Warning = "endpoint.failing";

    private const int Most = 500;

    private Duration Allowed => Duration.FromDays(options.Value.DisableAfterDays);

    private int AllowedExhausted => options.Value.DisableAfterExhausted;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await Each.RunAsync(await DueAsync(now, cancellationToken), 1, (failing, ct) => JudgeAsync(failing, now, ct), logger, cancellationToken);
    }

    private Task JudgeAsync(Failing failing, Instant now, CancellationToken cancellationToken) =>
        failing.Exhausted >= AllowedExhausted ? disable.RunAsync(failing.Id, null, $"{failing.Exhausted} messages in a row could not be delivered.", cancellationToken)
        : now - failing.Since >= Allowed ? disable.RunAsync(failing.Id, null, $"Nothing could be delivered for {options.Value.DisableAfterDays} days.", cancellationToken)
        : WarnAsync(failing, now, cancellationToken);

    /// <summary>Those to be disabled now, or warned of; what was done to one takes it out.</summary>
    private async Task<List<Failing>> DueAsync(Instant now, CancellationToken cancellationToken)
    {
        var (disabledSince, warnedSince, warnedExhausted) = (now - Allowed, now - (Allowed / 2), (AllowedExhausted + 1) / 2);
        await using var db = database.ForSystem("endpoints that fail");
        return await (from state in db.EndpointStates
                      join endpoint in db.Endpoints on state.EndpointId equals endpoint.Id
                      where state.FailingSince != null && endpoint.Status == EndpointStatus.Enabled
                          && (state.Exhausted >= AllowedExhausted || state.FailingSince <= disabledSince
                              || (state.WarnedAt == null && (state.Exhausted >= warnedExhausted || state.FailingSince <= warnedSince)))
                      orderby state.FailingSince
                      select new Failing(endpoint.Id, state.FailingSince!.Value, state.Exhausted)).Take(Most).ToListAsync(cancellationToken);
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
        db.Tell(endpoint.OrganizationId, EventTypes.EndpointFailing, new EndpointFailingData(endpoint.Id, endpoint.Name, new Uri(endpoint.Url).Host, failing.Since, failing.Exhausted), new MessageSubject(endpoint.Id));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private sealed record Failing(Guid Id, Instant Since, int Exhausted);
}

/// <summary>Every minute.</summary>
public sealed class WatchEndpointsJob(WatchEndpoints watch, ILogger<WatchEndpointsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => watch.RunAsync(cancellationToken);
}
