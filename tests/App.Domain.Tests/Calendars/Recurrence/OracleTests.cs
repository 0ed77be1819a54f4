using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;
using NodaTime.TimeZones;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>Random rules against <see cref="NaiveRule"/>, and windows against the whole. The seed of a failure is in its message.</summary>
public sealed class OracleTests
{
    private const int Years = 7;
    private const int Hours = 30;

    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca"];

    [Fact]
    public void Rules_of_days_and_longer_match_what_every_day_says()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 400, @long: 50_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var (rule, start) = (RandomRules.Days(random), RandomRules.Start(random));
            var last = start.Date.PlusYears(Years);

            var expected = new NaiveRule(rule, start).Days(last);
            var actual = RuleTimes.Of(RecurrenceRule.Parse(rule).Value, start, last.At(new LocalTime(23, 59, 59)), wholeDays: false, expected.Count + 1).Value;

            Same(expected, actual, $"seed {seed}: {rule} from {start:s}");
        }
    }

    [Fact]
    public void Rules_shorter_than_days_match_what_every_second_says()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 60, @long: 5_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var (rule, start) = (RandomRules.Times(random), RandomRules.Start(random));
            var last = start.PlusHours(Hours);

            var expected = new NaiveRule(rule, start).Seconds(last);
            var actual = RuleTimes.Of(RecurrenceRule.Parse(rule).Value, start, last, wholeDays: false, expected.Count + 1).Value;

            Same(expected, actual, $"seed {seed}: {rule} from {start:s}");
        }
    }

    [Fact]
    public void A_window_gives_what_the_whole_gives_there_in_every_zone()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 700, @long: 50_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var zone = DateTimeZoneProviders.Tzdb[random.Of(Zones)];
            var (rule, start) = (RandomRules.Days(random) + End(random), RandomRules.Start(random));
            var series = Ics.Series(Ics.Event($"DTSTART;TZID={zone.Id}:{start:uuuuMMdd'T'HHmmss}", $"DURATION:PT{random.Next(600)}M", $"RRULE:{rule}"));
            var from = start.InZoneLeniently(zone).ToInstant();
            var whole = series.List(new Window(from, from + Duration.FromDays(365 * 4)), zone).Value;
            var begin = from + Duration.FromMinutes(random.Next(365 * 3 * 1440));
            var part = new Window(begin, begin + Duration.FromDays(random.Between(1, 365)));

            Same(Inside(whole, part), series.List(part, zone).Value.Select(o => o.Start), $"seed {seed}: {rule} from {start:s} in {zone.Id}");
        }
    }

    [Fact]
    public void A_window_of_hours_gives_what_the_whole_gives_there()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 150, @long: 10_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var zone = DateTimeZoneProviders.Tzdb[random.Of(Zones)];
            var (rule, start) = (RandomRules.Times(random) + random.Of(["", $";COUNT={random.Between(1, 40_000)}"]), RandomRules.Start(random));
            var series = Ics.Series(Ics.Event($"DTSTART;TZID={zone.Id}:{start:uuuuMMdd'T'HHmmss}", $"DURATION:PT{random.Next(90)}S", $"RRULE:{rule}"));
            var from = start.InZoneLeniently(zone).ToInstant();
            var whole = series.List(new Window(from, from + Duration.FromHours(24)), zone).Value;
            var begin = from + Duration.FromSeconds(random.Next(20 * 3600));
            var part = new Window(begin, begin + Duration.FromSeconds(random.Between(1, 4 * 3600)));

            Same(Inside(whole, part), series.List(part, zone).Value.Select(o => o.Start), $"seed {seed}: {rule} from {start:s} in {zone.Id}");
        }
    }

    [Fact]
    public void Moments_are_local_times_read_by_the_zone_in_order_and_each_once()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 150, @long: 20_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var zone = DateTimeZoneProviders.Tzdb[random.Of(Zones)];
            var change = zone.GetZoneInterval(Instant.FromUtc(random.Between(2000, 2012), random.Between(1, 12), 15, 0, 0)).Start;
            var start = change.InUtc().LocalDateTime.PlusHours(-48 - random.Next(20));
            var rule = random.OneIn(2) ? $"FREQ=MINUTELY;INTERVAL={random.Between(7, 45)}" : $"FREQ=DAILY;BYHOUR=0,1,2,3,4;BYMINUTE=0,20,{random.Next(60)}";
            var end = (change + Duration.FromHours(60)).InZone(zone).LocalDateTime;

            var locals = RuleTimes.Of(RecurrenceRule.Parse(rule).Value, start, end, wholeDays: false, 2000).Value.Prepend(start);
            var expected = locals.Select(local => zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant()).Where(moment => moment < change + Duration.FromHours(24));
            var window = new Window(start.InUtc().ToInstant() - Duration.FromHours(48), change + Duration.FromHours(24));
            var actual = Ics.Series(Ics.Event($"DTSTART;TZID={zone.Id}:{start:uuuuMMdd'T'HHmmss}", $"RRULE:{rule}")).List(window, zone).Value;

            Same(expected.Distinct().Order(), actual.Select(o => o.Start), $"seed {seed}: {rule} from {start:s} in {zone.Id}");
        }
    }

    [Fact]
    public void A_series_is_its_rule_and_what_was_added_less_what_was_removed_or_moved()
    {
        for (var seed = 1; seed <= LongRounds.Count(every: 500, @long: 50_000); seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var (rule, start) = (RandomRules.Days(random), RandomRules.Start(random));
            var last = start.PlusYears(3);
            var set = RuleTimes.Of(RecurrenceRule.Parse(rule).Value, start, last, wholeDays: false, 100_000).Value.Append(start).ToHashSet();
            var (added, removed, moved) = (Some(random, set, start), Some(random, set, start), Some(random, set, start));
            var text = Ics.Calendar([
                "BEGIN:VEVENT", "UID:1", $"DTSTART:{start:uuuuMMdd'T'HHmmss}Z", $"RRULE:{rule}", .. added.Select(time => $"RDATE:{time:uuuuMMdd'T'HHmmss}Z"),
                .. removed.Select(time => $"EXDATE:{time:uuuuMMdd'T'HHmmss}Z"), "END:VEVENT",
                .. moved.SelectMany(time => new[] { "BEGIN:VEVENT", "UID:1", $"RECURRENCE-ID:{time:uuuuMMdd'T'HHmmss}Z", $"DTSTART:{time.PlusDays(40):uuuuMMdd'T'HHmmss}Z", "END:VEVENT" })]);
            set.UnionWith(added);
            set.ExceptWith(removed);
            set.ExceptWith(moved);
            var expected = set.Concat(moved.Select(time => time.PlusDays(40))).Where(time => time < last).Order().Select(time => time.InUtc().ToInstant());
            var window = new Window(start.InUtc().ToInstant() - Duration.FromDays(100), last.InUtc().ToInstant());

            Same(expected, Ics.Series(text).List(window, DateTimeZone.Utc).Value.Select(o => o.Start), $"seed {seed}:\n{text}");
        }
    }

    /// <summary>Times of a set, and some that are not in it.</summary>
    private static HashSet<LocalDateTime> Some(SeededNumbers random, HashSet<LocalDateTime> set, LocalDateTime start)
    {
        var list = set.ToList();
        return [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.OneIn(3) ? start.PlusMinutes(random.Next(1_000_000)) : random.Of(list))];
    }

    [Fact]
    public void A_rule_written_and_read_again_is_the_same()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var rule = RecurrenceRule.Parse((random.OneIn(2) ? RandomRules.Days(random) : RandomRules.Times(random)) + End(random)).Value;

            Assert.Equal(rule.ToString(), RecurrenceRule.Parse(rule.ToString()).Value.ToString());
        }
    }

    private static string End(SeededNumbers random) => random.Next(3) switch
    {
        0 => $";COUNT={random.Between(1, 300)}",
        1 => $";UNTIL={random.Between(2000, 2032)}0{random.Between(1, 9)}15T120000Z",
        _ => "",
    };

    private static IEnumerable<Instant> Inside(IEnumerable<Occurrence> whole, Window part) =>
        whole.Where(o => part.Overlaps(o.Start, o.End)).Select(o => o.Start);

    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, string about)
    {
        var (wanted, given) = (expected.ToList(), actual.ToList());
        var at = wanted.Zip(given).TakeWhile(pair => Equals(pair.First, pair.Second)).Count();
        Assert.True(
            wanted.Count == given.Count && at == wanted.Count,
            $"{about}\nat {at}: expected {(at < wanted.Count ? wanted[at] : "the end")}, was {(at < given.Count ? given[at] : "the end")}");
    }
}
