using System.Collections.Concurrent;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Sends what was claimed, each lane by its own workers, and keeps what came of it until it is stored.</summary>
internal sealed class Couriers(WebhookSender sender, Lanes lanes, WakeUp turn, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Claim> _held = new();
    private readonly ConcurrentQueue<Finished> _finished = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _stopping;

    /// <summary>Claims that are not stored as over.</summary>
    public int Held => _held.Count;

    /// <summary>Results that wait to be stored.</summary>
    public int Done => _finished.Count;

    /// <summary>Workers under way.</summary>
    public int Running => Volatile.Read(ref _running);

    public void Take(IReadOnlyList<Claim> claims)
    {
        foreach (var of in claims.GroupBy(c => c.To.Id))
        {
            foreach (var claim in of)
            {
                _held[claim.Id] = claim;
            }

            var lane = lanes.Of(of.Key);
            if (lane.TryAdd([.. of], time.Now(), out var workers))
            {
                Start(lane, workers);
            }
            else
            {
                GiveBack([.. of], time.Now());
            }
        }
    }

    public IReadOnlyList<Finished> TakeFinished(int most)
    {
        var taken = new List<Finished>(Math.Min(most, _finished.Count));
        while (taken.Count < most && _finished.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return taken;
    }

    public void PutBack(IReadOnlyList<Finished> finished)
    {
        foreach (var one in finished)
        {
            _finished.Enqueue(one);
        }
    }

    /// <summary>They are stored.</summary>
    public void Forget(IReadOnlyList<Finished> finished)
    {
        foreach (var one in finished)
        {
            _held.TryRemove(one.Claim.Id, out _);
        }
    }

    /// <summary>Claims whose lease ends before then.</summary>
    public List<Claim> EndingBefore(Instant moment) => _held.Values.Where(c => c.Until < moment).ToList();

    /// <summary>Begins nothing any more, and ends what is under way when the grace time is over.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Volatile.Write(ref _stopping, true);
        foreach (var lane in lanes.All)
        {
            GiveBack(lane.TakeWaiting(), time.Now());
        }

        if (Running > 0)
        {
            _stop.CancelAfter(grace);
            await _idle.Task;
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Start(Lane lane, int workers)
    {
        Interlocked.Add(ref _running, workers);
        for (var i = 0; i < workers; i++)
        {
            _ = Task.Run(() => WorkAsync(lane));
        }
    }

    private async Task WorkAsync(Lane lane)
    {
        while (!Volatile.Read(ref _stopping) && lane.Take() is { } claim)
        {
            var sent = await SendAsync(claim);
            if (sent.Outcome is { } outcome)
            {
                var (start, opened) = lane.Learn(outcome.IsDelivered, outcome.Milliseconds, time.Now());
                Start(lane, start);
                if (opened is { } until)
                {
                    GiveBack(lane.TakeWaiting(), until);
                }
            }

            _finished.Enqueue(sent);
            turn.Wake();
        }

        if (Interlocked.Decrement(ref _running) == 0 && Volatile.Read(ref _stopping))
        {
            _idle.TrySetResult();
        }
    }

    private async Task<Finished> SendAsync(Claim claim)
    {
        var (at, to) = (time.Now(), claim.To);
        if (claim.Body.Length == 0)
        {
            return new Finished(claim, at, new SendOutcome(410, "The message is no longer kept.", 0), "", at);
        }

        // Nobody else may have it as long as an answer can take.
        if (claim.Until < at + Duration.FromTimeSpan(to.Timeout))
        {
            return Finished.GivenBack(claim, at);
        }

        var id = Message.WireId(claim.MessageId);
        var signature = MessageSignature.Sign(id, at, claim.Body, to.SecretsAt(at));
        try
        {
            var outcome = await sender.SendAsync(new OutgoingMessage(to.Url, id, at, claim.Body, to.Headers, signature, to.Timeout), _stop.Token);
            return new Finished(claim, at, outcome, signature, at);
        }
        catch (OperationCanceledException)
        {
            return Finished.GivenBack(claim, at);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or UriFormatException)
        {
            return new Finished(claim, at, new SendOutcome(null, "The request could not be made: " + e.Message, 0), signature, at);
        }
    }

    private void GiveBack(IReadOnlyList<Claim> claims, Instant again)
    {
        foreach (var claim in claims)
        {
            _finished.Enqueue(Finished.GivenBack(claim, again));
        }
    }
}
