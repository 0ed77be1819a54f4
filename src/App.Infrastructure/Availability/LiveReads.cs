using System.Collections.Concurrent;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A calendar to be asked about.</summary>
internal sealed record LiveRequest(Guid OrganizationId, Guid CalendarId, string ExternalId, Guid ConnectionId, string Provider, DateTimeZone Zone);

/// <summary>
/// Asks vendors what is on just now, where the stored copy is too old. Outside any transaction, few at a time, and for two seconds in all: who hasn't answered by then has told nothing.
/// Nothing of it is stored; the sync is woken and does that.
/// </summary>
public sealed partial class LiveReads(AppDatabase database, Grants grants, SyncSignal signal, IServiceProvider services, TimeProvider time, ILogger<LiveReads> logger)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const int AtATime = 8;
    private const int MostPages = 100;

    private static readonly Failure.Unavailable TooLate = new("It did not answer in time.");
    private static readonly Failure.Unavailable Interrupted = new("It broke off in the middle of its answer.");
    private static readonly Failure.Unavailable NotUnderstood = new("Part of what it answered could not be understood.");

    private readonly ConcurrentDictionary<(Guid, Window), Lazy<Task<Result<IReadOnlyList<EventRecord>>>>> _asking = new();

    /// <summary>What is on within <paramref name="window"/>, or why that can't be known; an answer for each, in their order.</summary>
    internal async Task<IReadOnlyList<Result<IReadOnlyList<EventRecord>>>> ReadAsync(IReadOnlyList<LiveRequest> requests, Window window, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        using var turn = new SemaphoreSlim(AtATime);
        var waking = TryWakeAsync(requests, limit.Token, cancellationToken);
        var answers = await Task.WhenAll(requests.Select(r => ReadInTurnAsync(r, window, turn, limit.Token, cancellationToken)));
        await waking;
        return answers;
    }

    private async Task<Result<IReadOnlyList<EventRecord>>> ReadInTurnAsync(LiveRequest request, Window window, SemaphoreSlim turn, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            await turn.WaitAsync(limit);
            try
            {
                return await AskAsync(request, window).WaitAsync(limit);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TooLate;
        }
    }

    /// <summary>Who asks the same at the same time shares one question.</summary>
    private async Task<Result<IReadOnlyList<EventRecord>>> AskAsync(LiveRequest request, Window window)
    {
        var key = (request.CalendarId, window);
        var shared = _asking.GetOrAdd(key, _ => new Lazy<Task<Result<IReadOnlyList<EventRecord>>>>(() => TryAskAsync(request, window)));
        try
        {
            return await shared.Value;
        }
        finally
        {
            _asking.TryRemove(KeyValuePair.Create(key, shared));
        }
    }

    /// <summary>A bug in reading one calendar is logged, and leaves that one unknown.</summary>
    private async Task<Result<IReadOnlyList<EventRecord>>> TryAskAsync(LiveRequest request, Window window)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            return await AskAloneAsync(request, window, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return TooLate;
        }
#pragma warning disable CA1031 // Whatever it was, the others are answered.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(logger, request.CalendarId, e);
            return new Failure.Unavailable("Something went wrong on this server.");
        }
    }

    private async Task<Result<IReadOnlyList<EventRecord>>> AskAloneAsync(LiveRequest request, Window window, CancellationToken limit)
    {
        var reader = services.GetRequiredKeyedService<ICalendarReader>(request.Provider);
        var found = new Dictionary<string, EventRecord>(StringComparer.Ordinal);
        var asked = new EventPageRequest(request.ExternalId, window, request.Zone, null, null);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var current = asked;
            if (!(await grants.UseAsync(request.ConnectionId, (grant, ct) => reader.ReadEventsAsync(grant, current, ct), limit)).TryGet(out var page, out var failure))
            {
                return failure;
            }

            // Of an event that is missing or can't be read nobody knows when it is: its time is not free.
            if (page.CursorExpired || page.SetAside > 0)
            {
                return page.CursorExpired ? Interrupted : NotUnderstood;
            }

            foreach (var gone in page.Deleted)
            {
                found.Remove(gone);
            }

            foreach (var record in page.Events)
            {
                found[record.ExternalId] = record;
            }

            if (page.NextPageToken is not { } next)
            {
                return found.Values.ToList();
            }

            asked = asked with { PageToken = next };
        }

        return TooLate;
    }

    /// <summary>Where there is no time to write, the clock wakes the sync.</summary>
    private async Task TryWakeAsync(IReadOnlyList<LiveRequest> requests, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            await WakeAsync(requests, limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Puts the calendars to the front of the sync's queue, except those it waits for because they fail: asking for them more often does not mend them.</summary>
    private async Task WakeAsync(IReadOnlyList<LiveRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var organization in requests.GroupBy(r => r.OrganizationId, r => r.CalendarId))
        {
            await using var db = database.ForOrganization(new Actor.Job(organization.Key, "availability"));
            var (now, ids) = (time.Now(), organization.ToList());
            var waiting = db.Cursors.Where(c => ids.Contains(c.CalendarId) && c.DueAt > now && c.LeaseUntil == null && c.Failures == 0);
            if (await waiting.AnyAsync(cancellationToken))
            {
                await using var write = await db.BeginWriteAsync(cancellationToken);
                await waiting.ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now), cancellationToken);
                await write.CommitAsync(cancellationToken);
                signal.Wake();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading calendar {CalendarId} live failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, Guid calendarId, Exception exception);
}
