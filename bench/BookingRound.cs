using System.Diagnostics;
using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Bookings;
using App.Testing;
using NodaTime;

namespace Bench;

/// <summary>What a round of attempts came to. Faults are answers other than "booked" and "taken", exceptions among them: a deadlock would be one.</summary>
internal sealed record RoundResult(int Attempts, int Winners, int Taken, int Faults, double Seconds, string FirstFault)
{
    public RoundResult Plus(RoundResult other) =>
        new(Attempts + other.Attempts, Winners + other.Winners, Taken + other.Taken, Faults + other.Faults, Math.Max(Seconds, other.Seconds), FirstFault.Length > 0 ? FirstFault : other.FirstFault);
}

/// <summary>
/// Many attempts at once through the product's own use case, none of them warmed by another round: each round has a day of its own. Every process makes its
/// share of the same attempts.
/// </summary>
internal sealed class BookingRound(BookingHub hub, int tasks)
{
    public const string Slots = "slots";
    public const string Bare = "bare";
    public const string Many = "many";

    private const int PerDay = 10;
    private const int Few = 4;

    /// <summary>The working day of a round, from 09:00 in UTC, two weeks ahead at least.</summary>
    public static Window DayOf(int round)
    {
        var monday = TimeProvider.System.Now().InUtc().Date.With(DateAdjusters.Next(IsoDayOfWeek.Monday)).PlusDays(7);
        var day = monday.PlusDays((round / 5 * 7) + (round % 5));
        var start = day.AtMidnight().PlusHours(9).InUtc().ToInstant();
        return new Window(start, start + Duration.FromHours(8));
    }

    /// <summary>A round of a kind: <see cref="Slots"/>, <see cref="Bare"/> or attempts on random times of four random hosts.</summary>
    public Task<RoundResult> RunAsync(string kind, int round, int slots, int attempts, int share, int shares, CancellationToken cancellation) => kind switch
    {
        Slots => RunAsync(OnSlots(round, slots, attempts, share, shares), TryAsync, cancellation),
        Bare => RunAsync(OnSlots(round, slots, attempts, share, shares), AskAsync, cancellation),
        _ => RunAsync(OnManyHosts(round, attempts, share, shares), TryAsync, cancellation),
    };

    /// <summary>So many attempts on so many slots of one host each.</summary>
    private List<BookingRequest> OnSlots(int round, int slots, int attempts, int share, int shares)
    {
        var (day, random) = (DayOf(round), new SeededNumbers((ulong)(round + 1)));
        var all = Enumerable.Range(0, attempts).Select(i => i % slots).OrderBy(_ => random.Next(1_000_000)).Select(slot => Request([hub.Hosts[slot / PerDay]], day.Start + Duration.FromMinutes(30 * (slot % PerDay)))).ToList();
        return Share(all, share, shares);
    }

    /// <summary>Attempts on random times of four random hosts.</summary>
    private List<BookingRequest> OnManyHosts(int round, int attempts, int share, int shares)
    {
        var (day, random) = (DayOf(round), new SeededNumbers((ulong)(round + 1)));
        var all = Enumerable.Range(0, attempts).Select(_ => Request([.. hub.Hosts.OrderBy(_ => random.Next(1_000_000)).Take(Few)], day.Start + Duration.FromMinutes(15 * random.Next(30)))).ToList();
        return Share(all, share, shares);
    }

    private async Task<RoundResult> RunAsync(List<BookingRequest> requests, Func<BookingRequest, CancellationToken, Task<string?>> attempt, CancellationToken cancellation)
    {
        var (next, winners, taken, faults, first) = (-1, 0, 0, 0, "");
        var clock = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => Task.Run(
            async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < requests.Count;)
                {
                    switch (await attempt(requests[i], cancellation))
                    {
                        case null:
                            Interlocked.Increment(ref winners);
                            break;
                        case "time_taken":
                            Interlocked.Increment(ref taken);
                            break;
                        case var fault:
                            Interlocked.Increment(ref faults);
                            first = fault;
                            break;
                    }
                }
            },
            cancellation)));
        return new RoundResult(requests.Count, winners, taken, faults, Stopwatch.GetElapsedTime(clock).TotalSeconds, first);
    }

    private async Task<string?> AskAsync(BookingRequest request, CancellationToken cancellation) => await hub.AskBareAsync(request, cancellation) ? "time_taken" : null;

    private async Task<string?> TryAsync(BookingRequest request, CancellationToken cancellation)
    {
        try
        {
            var booked = await hub.Create.RunAsync(hub.Booker, request, cancellation);
            return booked.Failure is Failure.Conflict conflict ? conflict.Code : booked.Failure?.Reason;
        }
#pragma warning disable CA1031 // Whatever a caller would see is counted.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
    }

    private static List<BookingRequest> Share(List<BookingRequest> all, int share, int shares) => [.. all.Where((_, i) => i % shares == share)];

    private static BookingRequest Request(IReadOnlyList<Guid> hosts, Instant start) =>
        new() { Hosts = hosts, Time = new BookingTime(start, start + Duration.FromMinutes(30), "Etc/UTC"), Title = "Interview", Kind = BookingKind.Interview };
}
