using System.Collections.Concurrent;
using System.Text;
using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars;
using App.Infrastructure.Webhooks.Templates;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Sends what was claimed, each lane by its own workers, and keeps what came of it until it is stored.</summary>
internal sealed class Couriers(WebhookSender sender, Lanes lanes, WakeUp turn, TimeProvider time) : IDisposable
{
    private static readonly Failure Gone = new Failure.NotFound("The message");

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

    public bool IsHeld(Guid delivery) => _held.ContainsKey(delivery);

    /// <param name="current">The endpoint as it is now: what was claimed for it as it was is given back.</param>
    public void Take(IReadOnlyList<Claim> claims, Func<Guid, Destination?> current)
    {
        foreach (var of in claims.GroupBy(c => c.To.Id))
        {
            foreach (var claim in of)
            {
                _held[claim.Id] = claim;
            }

            var lane = lanes.Of(of.Key);
            if (ReferenceEquals(current(of.Key), of.First().To) && lane.TryAdd([.. of], time.Now(), out var workers))
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

    /// <summary>Gives back what was not begun of endpoints that have changed: it would go where they were, by the secrets they had.</summary>
    public void Reconsider(IEnumerable<Guid> endpoints)
    {
        foreach (var id in endpoints)
        {
            GiveBack(lanes.Of(id).TakeWaiting(), time.Now());
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
            await Task.WhenAny(_idle.Task, Task.Delay(grace * 2, CancellationToken.None));
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
            if (sent.Outcome is { IsFinal: false } outcome)
            {
                var (start, opened) = lane.Learn(outcome, time.Now());
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
        if (!BodyOf(claim).TryGet(out var body, out var failure))
        {
            return new Finished(claim, at, SendOutcome.Unsendable(failure.Reason), "", at);
        }

        // Nobody else may have it as long as an answer can take.
        if (claim.Until < at + Duration.FromTimeSpan(to.Timeout))
        {
            return Finished.GivenBack(claim, at);
        }

        var (id, signature) = (Message.WireId(claim.MessageId), "");
        try
        {
            signature = MessageSignature.Sign(id, at, body.Bytes, to.SecretsAt(at));
            var outcome = await sender.SendAsync(new OutgoingMessage(to.Url, id, at, body.Bytes, to.Headers, signature, to.Timeout), _stop.Token);
            return new Finished(claim, at, outcome.Without(to.Headers), signature, at, body.Made);
        }
        catch (OperationCanceledException)
        {
            return Finished.GivenBack(claim, at);
        }
        catch (Exception)
        {
            // Whatever it is, it is this delivery's alone: a worker that ends by it would keep its lane and its lease for ever.
            return new Finished(claim, at, new SendOutcome(null, "The request could not be made.", 0), signature, at, body.Made);
        }
    }

    /// <summary>What is sent. Made here and not in the transaction that makes deliveries: a template may take its time, but its own endpoint's alone.</summary>
    private static Result<(byte[] Bytes, string? Made)> BodyOf(Claim claim)
    {
        if (claim.Body.Length == 0)
        {
            return Gone;
        }

        return claim.IsMade || claim.To.Template is not { } template
            ? (claim.Body, null)
            : MessageTemplate.Render(template, Encoding.UTF8.GetString(claim.Body)).Select(made => (Encoding.UTF8.GetBytes(made), (string?)made));
    }

    private void GiveBack(IReadOnlyList<Claim> claims, Instant again)
    {
        foreach (var claim in claims)
        {
            _finished.Enqueue(Finished.GivenBack(claim, again));
        }
    }
}
