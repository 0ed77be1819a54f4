using System.Diagnostics;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// Delivers. Its work is done in turns, each one transaction: what is over is stored, what is new is fanned out, what is due is claimed. Between them requests run on the lanes of their endpoints. What a
/// crash interrupts is claimed again when its lease ends, here or on another node (decision 0021).
/// </summary>
internal sealed partial class WebhookPump : BackgroundService
{
    private const int MostFanned = 500;
    private const int FewestFanned = 32;
    private const int MostSaved = 2000;

    /// <summary>So many results are worth a turn of their own at once; fewer wait a moment for others.</summary>
    private const int Enough = 64;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly AppDatabase _database;
    private readonly ChangeFeed _feed;
    private readonly WebhookSignal _signal;
    private readonly DisableEndpoint _disable;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EndpointBook _book;
    private readonly FanOut _fanOut;
    private readonly ClaimDue _claimDue;
    private readonly DeliveryLedger _ledger;
    private readonly Lanes _lanes;
    private readonly Couriers _couriers;
    private readonly LeaseHolder _holder;
    private readonly DeliveryNotices _notices = new();
    private readonly WakeUp _turn = new();
    private readonly WakeUp _new = new();
    private bool _mayHaveNew = true;
    private long _looked;

    public WebhookPump(AppDatabase database, ChangeFeed feed, WebhookSignal signal, WebhookSender sender, DisableEndpoint disable, EndpointBook book, IOptions<WebhookOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<WebhookPump> logger)
    {
        (_database, _feed, _signal, _disable, _book, _lifetime, _time, _logger) = (database, feed, signal, disable, book, lifetime, time, logger);
        _holder = new LeaseHolder(Guid.CreateVersion7(time.GetUtcNow()), options.Value.Lease);
        _lanes = new Lanes(options.Value.MostAtOnce);
        _couriers = new Couriers(sender, _lanes, _turn, time);
        (_fanOut, _claimDue, _ledger) = (new FanOut(book, _couriers.Reconsider, time), new ClaimDue(book, _couriers.IsHeld, time), new DeliveryLedger(time));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _lifetime.StartedAsync(stoppingToken);
        using var committed = _feed.SubscribeToMessages(_signal.Wake);
        var listening = ListenAsync(stoppingToken);
        try
        {
            while (true)
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (!await TryTurnAsync(stoppingToken))
                {
                    await WaitAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await StopAsync();
        }

        await listening;
    }

    /// <summary>Whoever wakes us has something new; results wake the turn alone.</summary>
    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _signal.WaitAsync(stoppingToken);
                Volatile.Write(ref _mayHaveNew, true);
                _turn.Wake();
                _new.Wake();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (await IsWokenAsync(_turn, Look, stoppingToken) && !Volatile.Read(ref _mayHaveNew) && _couriers.Done < Enough && _couriers.Running > 0)
        {
            await IsWokenAsync(_new, Moment, stoppingToken);
        }
    }

    private static async Task<bool> IsWokenAsync(WakeUp wakeUp, TimeSpan most, CancellationToken stoppingToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limited.CancelAfter(most);
        try
        {
            await wakeUp.WaitAsync(limited.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>False: there is nothing to do at the moment.</returns>
    private async Task<bool> TryTurnAsync(CancellationToken stoppingToken)
    {
        var finished = _couriers.TakeFinished(MostSaved);
        try
        {
            var didWork = await TurnAsync(finished, stoppingToken);
            await DisableGoneAsync(finished);
            return didWork;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            _couriers.PutBack(finished);
            LogTurnFailed(e);
            await Task.Delay(Look, _time, stoppingToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            _couriers.PutBack(finished);
            throw;
        }
    }

    private async Task<bool> TurnAsync(IReadOnlyList<Finished> finished, CancellationToken cancellationToken)
    {
        var sweep = Stopwatch.GetElapsedTime(_looked) >= Look;
        var isNew = Interlocked.Exchange(ref _mayHaveNew, false) || sweep;
        if (finished.Count == 0 && !isNew && !_lanes.MayClaim(_time.Now()))
        {
            return false;
        }

        var (now, claims, fanned) = (_time.Now(), new List<Claim>(), 0);
        var ending = sweep ? EndingSoon(finished, now) : [];
        await using (var db = _database.ForSystem("delivering messages"))
        {
            if (finished.Count == 0 && sweep && ending.Count == 0 && !_notices.AreOwed && !await MayHaveWorkAsync(db, now, cancellationToken))
            {
                _looked = Stopwatch.GetTimestamp();
                return false;
            }

            await using var write = await db.BeginWriteAsync(cancellationToken);
            await ClaimDue.RenewAsync(write, _holder, ending, cancellationToken);
            await _ledger.SaveAsync(db, write, _holder, finished, cancellationToken);
            LookAgain(finished);
            if (sweep)
            {
                await SweepAsync(db, cancellationToken);
            }

            var room = _lanes.Reckon(_book.All, _couriers.Held, now);
            await _claimDue.RunAsync(db, write, _holder, _lanes, claims, cancellationToken);
            var most = Math.Clamp(room - claims.Count, FewestFanned, MostFanned);
            (fanned, var mayBeMore) = await _fanOut.RunAsync(db, write, _holder, _lanes, claims, most, cancellationToken);
            if (mayBeMore)
            {
                Volatile.Write(ref _mayHaveNew, true);
            }

            await DeliveryLedger.CountAsync(write, finished, cancellationToken);
            await _notices.AddAsync(db, finished, now, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        ending.ForEach(e => e.Claim.Until = e.Until);
        _couriers.Forget(finished);
        _couriers.Take(claims, _book.Find);
        return finished.Count + claims.Count + fanned > 0;
    }

    /// <summary>A look that writes nothing, so that nobody waits for us when there is nothing to do.</summary>
    private static async Task<bool> MayHaveWorkAsync(AppDbContext db, Instant now, CancellationToken cancellationToken)
    {
        var found = false;
        await db.ReadRowsAsync(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM "Messages" m WHERE m."FannedAt" IS NULL)
                OR EXISTS (SELECT 1 FROM "Endpoints" e WHERE e."Status" = 0 AND EXISTS (SELECT 1 FROM "Deliveries" d WHERE d."EndpointId" = e."Id" AND d."Status" IN (0, 1) AND d."DueAt" IS NOT NULL AND d."DueAt" <= @now)) THEN 1 ELSE 0 END
            """,
            [("now", InstantConverter.ToMicroseconds(now))],
            row => found = row.Int(0) == 1,
            cancellationToken);
        return found;
    }

    /// <summary>Once a second every lane is looked for in the store: of what another node left, nobody tells.</summary>
    private async Task SweepAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        _looked = Stopwatch.GetTimestamp();
        _couriers.Reconsider(await _book.RefreshAsync(db, cancellationToken));
        _lanes.Keep(id => _book.Find(id) is not null);
        foreach (var to in _book.All)
        {
            _lanes.Of(to.Id).HasMore = to.MaySend;
        }
    }

    /// <summary>What is being sent, or could not be stored yet, and whose lease is to be renewed.</summary>
    private List<(Claim Claim, Instant Until)> EndingSoon(IReadOnlyList<Finished> finished, Instant now)
    {
        var over = finished.Select(f => f.Claim).ToHashSet();
        return _couriers.EndingBefore(now + (_holder.Lease / 2)).Where(c => !over.Contains(c)).Select(c => (c, _holder.Until(c.To, now))).ToList();
    }

    /// <summary>Of a subject that is told in order the next may be sent now, and what was given back is in the store.</summary>
    private void LookAgain(IReadOnlyList<Finished> finished)
    {
        foreach (var one in finished.Where(f => f.Outcome is null || f.Claim.To.Order != DeliveryOrder.None))
        {
            _lanes.Of(one.Claim.To.Id).HasMore = true;
        }
    }

    private async Task DisableGoneAsync(IReadOnlyList<Finished> finished)
    {
        foreach (var to in finished.Where(f => f.Outcome is { IsGone: true }).Select(f => f.Claim.To).DistinctBy(d => d.Id))
        {
            try
            {
                await _disable.RunAsync(to.Id, to.Version, "It answered 410 Gone: it will not be there again.", CancellationToken.None);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // What it is sent next is answered alike.
                LogDisableFailed(to.Id, e);
            }
        }
    }

    /// <summary>What was not begun is given back at once; what is under way has a moment to end.</summary>
    private async Task StopAsync()
    {
        await _couriers.StopAsync(Grace);
        var finished = _couriers.TakeFinished(int.MaxValue);
        if (finished.Count > 0)
        {
            await using var db = _database.ForSystem("delivering messages");
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await _ledger.SaveAsync(db, write, _holder, finished, CancellationToken.None);
            await DeliveryLedger.CountAsync(write, finished, CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Deliveries could not be stored or claimed; it is tried again in a second")]
    private partial void LogTurnFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Endpoint {Endpoint} is gone and could not be disabled")]
    private partial void LogDisableFailed(Guid endpoint, Exception exception);
}
