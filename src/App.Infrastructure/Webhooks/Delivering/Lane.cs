using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// What is being sent to one endpoint by this process, so that no other endpoint waits for it. It begins with a few requests at once and gets more with each success; a failure halves them. After
/// failures in a row the circuit opens: one try goes through from time to time, everything else waits without losing one. Safe for many threads.
/// </summary>
internal sealed class Lane(int most)
{
    private const int First = 8;
    private const int FailuresToOpen = 5;
    private const int MostAhead = 512;
    private const double AheadMilliseconds = 500;
    private static readonly Duration ShortestOpen = Duration.FromSeconds(5);
    private static readonly Duration LongestOpen = Duration.FromMinutes(1);

    /// <summary>An endpoint that asks us to wait is left alone as long, but not for ever.</summary>
    private static readonly Duration MostAsked = Duration.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Queue<Claim> _waiting = new();
    private double _limit = Math.Min(First, most);
    private double _average = 1000;
    private int _running;
    private int _failures;
    private Duration _open;
    private Instant? _openUntil;

    /// <summary>The store may hold more for it that is due. Looked for again every second in any case.</summary>
    public bool HasMore { get; set; } = true;

    /// <summary>How many more may be claimed for it.</summary>
    public int Room(Instant now)
    {
        lock (_lock)
        {
            var held = _running + _waiting.Count;
            if (_openUntil is { } until)
            {
                return now >= until && held == 0 ? 1 : 0;
            }

            // As much as is sent within half a second: what waits here can't be sent by another node.
            var ahead = Math.Clamp((int)(_limit * AheadMilliseconds / Math.Max(_average, 0.1)), (int)_limit, MostAhead);
            return Math.Max(0, ahead - held);
        }
    }

    /// <summary>Takes claims in, unless the circuit opened since they were made.</summary>
    /// <param name="start">How many workers are to be started.</param>
    public bool TryAdd(IReadOnlyCollection<Claim> claims, Instant now, out int start)
    {
        lock (_lock)
        {
            start = 0;
            if (_openUntil > now)
            {
                return false;
            }

            foreach (var claim in claims)
            {
                _waiting.Enqueue(claim);
            }

            start = Math.Max(0, Math.Min(_waiting.Count, (int)_limit - _running));
            _running += start;
            return true;
        }
    }

    /// <summary>The next for a worker; null: it is to end.</summary>
    public Claim? Take()
    {
        lock (_lock)
        {
            if (_running <= (int)_limit && _waiting.TryDequeue(out var claim))
            {
                return claim;
            }

            _running--;
            return null;
        }
    }

    /// <summary>Everything that was not begun.</summary>
    public IReadOnlyList<Claim> TakeWaiting()
    {
        lock (_lock)
        {
            List<Claim> waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>Learns from how a request ended.</summary>
    /// <returns>How many more workers are to be started; or, where the circuit opened, when it closes.</returns>
    public (int Start, Instant? Opened) Learn(SendOutcome outcome, Instant now)
    {
        lock (_lock)
        {
            _average += (outcome.Milliseconds - _average) / 16;
            if (outcome.IsDelivered)
            {
                (_failures, _open, _openUntil) = (0, Duration.Zero, null);
                _limit = Math.Min(most, _limit + 1);
                var start = _waiting.Count > 0 && _running < (int)_limit ? 1 : 0;
                _running += start;
                return (start, null);
            }

            _limit = Math.Max(1, _limit / 2);
            _failures++;
            if (outcome.RetryAfter is { } asked)
            {
                return (0, _openUntil = now + Duration.Min(asked, MostAsked));
            }

            if (_failures < FailuresToOpen && _openUntil is null)
            {
                return (0, null);
            }

            if (_openUntil is null || now >= _openUntil)
            {
                _open = Duration.Min(LongestOpen, Duration.Max(ShortestOpen, _open * 2));
                _openUntil = now + _open;
            }

            return (0, _openUntil);
        }
    }
}
