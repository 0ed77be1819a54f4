using App.Domain.Conflicts;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

public sealed class ConflictSweepTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 0, 0);
    private static readonly Guid Work = Guid.CreateVersion7();
    private static readonly Guid Private = Guid.CreateVersion7();

    [Fact]
    public void The_sweep_finds_what_comparing_all_with_all_finds()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 300, @long: 100_000); seed++)
        {
            var claims = RandomClaims.Some(new SeededNumbers((ulong)seed));

            var found = ConflictSweep.Find(claims);

            Assert.True(NaiveConflicts.Find(claims).SetEquals(found) && found.Distinct().Count() == found.Count, $"seed {seed}");
        }
    }

    [Fact]
    public void A_window_finds_what_the_whole_finds_there()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 300, @long: 100_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var claims = RandomClaims.Some(random);
            var from = RandomClaims.Beginning + Duration.FromMinutes(5 * random.Next(200));
            var window = new Window(from, from + Duration.FromMinutes(5 * random.Between(1, 60)));

            var part = ConflictSweep.Find([.. claims.Where(c => window.Overlaps(c.Start, c.End))], window);

            Assert.True(ConflictSweep.Find(claims).Where(p => p.Start >= window.Start && p.Start < window.End).ToHashSet().SetEquals(part), $"seed {seed}");
        }
    }

    [Fact]
    public void One_change_after_another_gives_what_looking_at_all_gives()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 12, @long: 3_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var claims = RandomClaims.Some(random);
            var index = new ClaimIndex(claims);
            var known = ConflictSweep.Find(claims).ToHashSet();
            for (var edit = 0; edit < 60; edit++)
            {
                var before = claims.Count > 0 && !random.OneIn(3) ? random.Of(claims) : null;
                var after = before is null || !random.OneIn(3) ? RandomClaims.One(random) : null;
                var change = index.Replace(before, after);
                claims = [.. claims.Where(c => c != before), .. after is null ? (Claim[])[] : [after]];
                known.ExceptWith(change.Gone);
                known.UnionWith(change.Found);

                Assert.True(ConflictSweep.Find(claims).ToHashSet().SetEquals(known), $"seed {seed}, edit {edit}");
            }
        }
    }

    [Fact]
    public void An_index_that_grows_and_shrinks_across_its_runs_still_holds_all()
    {
        var random = new SeededNumbers(7);
        List<Claim> claims = [];
        var index = new ClaimIndex(claims);
        for (var i = 0; i < 2_000; i++)
        {
            claims.Add(RandomClaims.One(random));
            index.Replace(null, claims[^1]);
        }

        foreach (var claim in claims.Take(1_800))
        {
            index.Replace(claim, null);
        }

        Assert.Equal(claims.Skip(1_800).ToHashSet(), index.Overlapping(new Window(Instant.MinValue, Instant.MaxValue)).ToHashSet());
        Assert.Throws<ArgumentException>(() => index.Replace(claims[0], null));
    }

    [Fact]
    public void Fifty_events_at_once_stay_bounded()
    {
        var events = Enumerable.Range(0, 50).Select(i => Event(Work, 9 + (i / 100.0), 12)).ToList();

        Assert.Equal((50 * ConflictSweep.MostAtOnce) - 6, ConflictSweep.Find(events).Count);
    }

    [Fact]
    public void Whole_days_do_not_hide_what_two_meetings_claim()
    {
        var days = Enumerable.Range(0, 3).Select(_ => Event(Private, 0, 24) with { IsAllDay = true });
        var (one, other) = (Event(Work, 9, 11), Event(Work, 10, 12));

        Assert.Contains(ConflictSweep.Find([.. days, one, other]), p => (p.Earlier, p.Later) == (one, other));
    }

    [Fact]
    public void What_only_touches_is_no_conflict() =>
        Assert.Empty(ConflictSweep.Find([Event(Work, 9, 10), Event(Work, 10, 11), Event(Work, 9.5, 9.5)]));

    [Fact]
    public void Copies_of_one_meeting_are_one_claim()
    {
        var (copy, other) = (Event(Work, 9, 10) with { Meeting = "a@x" }, Event(Private, 9, 10) with { Meeting = "a@x" });
        Assert.Empty(ConflictSweep.Find([copy, other]));
        Assert.Single(ConflictSweep.Find([copy, other, Event(Work, 9, 9.5)]));
        Assert.Empty(ConflictSweep.Find([copy, other with { Start = At(9.5) }]));
    }

    [Fact]
    public void Two_occurrences_of_one_series_in_one_calendar_are_a_double_booking() =>
        Assert.Equal(ConflictKind.DoubleBooking, Assert.Single(ConflictSweep.Find([Event(Work, 9, 10) with { Meeting = "a@x" }, Event(Work, 9.5, 10) with { Meeting = "a@x" }])).Kind);

    [Fact]
    public void A_booking_does_not_conflict_with_its_own_event()
    {
        var (booking, own) = (Of(ClaimSource.Booking, Work, 9, 10) with { Meeting = "b@x" }, Event(Work, 9, 10) with { Meeting = "b@x" });
        Assert.Empty(ConflictSweep.Find([own, booking]));
        var pair = Assert.Single(ConflictSweep.Find([own, booking, Event(Work, 9.5, 11)]));
        Assert.Equal((ConflictKind.BookingAndEvent, booking, At(9.5), At(10)), (pair.Kind, pair.Earlier, pair.Start, pair.End));
    }

    [Theory]
    [InlineData(ClaimSource.Event, ClaimSource.Event, true, true, null)]
    [InlineData(ClaimSource.Event, ClaimSource.Event, true, false, ConflictKind.TwoCalendars)]
    [InlineData(ClaimSource.Event, ClaimSource.Block, true, false, ConflictKind.BlockAndEvent)]
    [InlineData(ClaimSource.Event, ClaimSource.Booking, true, false, ConflictKind.BookingAndEvent)]
    [InlineData(ClaimSource.Block, ClaimSource.Booking, false, false, ConflictKind.BookingAndBlock)]
    [InlineData(ClaimSource.Block, ClaimSource.Block, false, false, null)]
    [InlineData(ClaimSource.Booking, ClaimSource.Booking, false, false, ConflictKind.TwoBookings)]
    public void Which_two_contradict_each_other(ClaimSource one, ClaimSource other, bool oneAllDay, bool otherAllDay, ConflictKind? expected)
    {
        var (first, second) = (Of(one, Work, 0, 24) with { IsAllDay = oneAllDay }, Of(other, Private, 9, 10) with { IsAllDay = otherAllDay });
        Assert.Equal(expected, Contradiction.Between(first, second));
        Assert.Equal(expected, Contradiction.Between(second, first));
    }

    [Fact]
    public void An_absence_beside_a_block_says_the_same_and_beside_a_meeting_it_does_not()
    {
        var away = Event(Work, 0, 24) with { IsAllDay = true, IsAway = true };
        Assert.Null(Contradiction.Between(away, Of(ClaimSource.Block, null, 9, 10)));
        Assert.Equal(ConflictKind.TwoCalendars, Contradiction.Between(away, Event(Private, 9, 10)));
        Assert.Equal(ConflictKind.DoubleBooking, Contradiction.Between(away, Event(Work, 9, 10)));
    }

    private static Claim Event(Guid calendar, double start, double end) => Of(ClaimSource.Event, calendar, start, end);

    private static Claim Of(ClaimSource source, Guid? calendar, double start, double end) => new(source, Guid.CreateVersion7(), At(start), At(end)) { CalendarId = calendar };

    private static Instant At(double hour) => Monday + Duration.FromHours(hour);
}
