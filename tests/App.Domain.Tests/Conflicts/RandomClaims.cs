using App.Domain.Conflicts;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

/// <summary>Claims crowded into a day, so that everything there is to go wrong does: equal starts and ends, copies, stretches in which many run.</summary>
internal static class RandomClaims
{
    public static readonly Instant Beginning = Instant.FromUtc(2026, 11, 30, 0, 0);

    private static readonly Guid[] Calendars = [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7())];

    public static List<Claim> Some(SeededNumbers random) => [.. Enumerable.Range(0, random.Next(40)).Select(_ => One(random))];

    public static Claim One(SeededNumbers random)
    {
        var source = random.Of([ClaimSource.Event, ClaimSource.Event, ClaimSource.Block, ClaimSource.Booking]);
        var start = Beginning + Duration.FromMinutes(5 * random.Next(200));
        return new Claim(source, Guid.CreateVersion7(), start, start + Duration.FromMinutes(5 * random.Next(random.OneIn(5) ? 200 : 15)))
        {
            CalendarId = source == ClaimSource.Block ? null : random.Of(Calendars),
            Meeting = source != ClaimSource.Block && random.OneIn(2) ? random.Of(["a", "b", "c", "d"]) : null,
            IsAllDay = source == ClaimSource.Event && random.OneIn(6),
            IsAway = source == ClaimSource.Event && random.OneIn(6),
        };
    }
}
