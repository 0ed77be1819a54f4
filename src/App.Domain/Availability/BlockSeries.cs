using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>One time a block claims.</summary>
/// <param name="Original">When it begins on the clock of the block's zone; names it.</param>
public readonly record struct BlockTime(LocalDateTime Original, Instant Start, Instant End);

/// <summary>
/// A block as the calendar engine reads it (RFC 5545): the start is always the first, whether or not the rule names it; a time that clocks skip moves forward
/// by as much, of one that comes twice the first is meant; all last as long as the first does.
/// </summary>
public sealed class BlockSeries
{
    public const int MostADay = 10;
    public const int MostRule = 1000;
    public const int MostExcluded = 1000;

    private static readonly Instant Forever = Instant.FromUtc(9999, 1, 1, 0, 0);

    private readonly LocalDateTime _start;
    private readonly DateTimeZone _zone;
    private readonly string? _rule;
    private readonly Duration _length;
    private readonly IReadOnlyList<LocalDateTime> _excluded;

    private BlockSeries(LocalDateTime start, Duration length, DateTimeZone zone, string? rule, IReadOnlyList<LocalDateTime> excluded) =>
        (_start, _length, _zone, _rule, _excluded) = (start, length, zone, rule, excluded);

    /// <summary>The edition of the time zones by which it is laid into time.</summary>
    public static string Zones => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>Checks what a block is to be; errors name the field.</summary>
    public static Result<BlockSeries> Of(LocalDateTime start, LocalDateTime end, string timeZone, string? rule, IReadOnlyList<LocalDateTime> excluded)
    {
        ArgumentNullException.ThrowIfNull(excluded);
        if (Clock.FindZone(timeZone) is not { } zone)
        {
            return new Failure.Invalid("timeZone", "Choose a time zone, such as Europe/Berlin.");
        }

        if (!IsOnTheMinute(start) || !IsOnTheMinute(end))
        {
            return new Failure.Invalid(IsOnTheMinute(start) ? "end" : "start", "Must be a whole minute between 1990 and 2090.");
        }

        var length = Clock.At(end, zone) - Clock.At(start, zone);
        if (end <= start || length <= Duration.Zero || end > start.PlusDays(TimeBlock.MostDays))
        {
            return new Failure.Invalid("end", $"Must be after the start, by at most {TimeBlock.MostDays} days.");
        }

        if (excluded.Count > MostExcluded)
        {
            return new Failure.Invalid("occurrence", $"At most {MostExcluded} can be taken out of one block.");
        }

        var series = new BlockSeries(start, length, zone, rule, excluded);
        return series.CheckRule() is { } wrong ? new Failure.Invalid("rule", wrong) : series;
    }

    /// <summary>A block as it is stored: it was checked then, and zones that have changed since make it no worse than short.</summary>
    public static BlockSeries Of(TimeBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var zone = Clock.ZoneOrUtc(block.TimeZone);
        var length = Clock.At(block.End, zone) - Clock.At(block.Start, zone);
        return new(block.Start, Duration.Max(length, Duration.FromMinutes(1)), zone, block.Rule, LocalTimes.Parse(block.Excluded));
    }

    /// <summary>What it claims of a window, in order.</summary>
    public Result<IReadOnlyList<BlockTime>> In(Window window) => List(window, _excluded);

    /// <summary>The time that begins then; null where none does.</summary>
    public BlockTime? Find(LocalDateTime original)
    {
        var begins = Clock.At(original, _zone);
        return In(new Window(begins, begins + Duration.FromSeconds(1))).Match(times => times.Where(t => t.Start == begins).Select(t => (BlockTime?)t).SingleOrDefault(), _ => null);
    }

    /// <summary>False where everything was taken out of it.</summary>
    public bool HasAny => First(1, _excluded) > 0;

    /// <summary>True for the time that comes before all others, whatever was taken out.</summary>
    public bool IsFirst(BlockTime time) => time.Start == Clock.At(_start, _zone);

    /// <summary>The rules of what comes before a time, and of what begins with it; null: it happens once.</summary>
    public (string? Before, string? After) SplitAt(BlockTime time)
    {
        var (before, after) = (RecurrenceRule.Parse(_rule).Value, RecurrenceRule.Parse(_rule).Value);
        var earlier = List(new Window(Clock.At(_start, _zone), time.Start), []).Match(times => times.Count(t => t.Start < time.Start), _ => 0);
        (before.Count, before.Until) = (null, TimesADay(before) > 1
            ? new RuleEnd((time.Start - Duration.FromSeconds(1)).InUtc().LocalDateTime, IsDate: false, IsUtc: true)
            : new RuleEnd(time.Original.Date.PlusDays(-1).AtMidnight(), IsDate: true, IsUtc: false));
        after.Count -= earlier;
        return (earlier == 1 ? null : before.ToString(), after.Count == 1 ? null : after.ToString());
    }

    private static bool IsOnTheMinute(LocalDateTime time) => time.TickOfDay % NodaConstants.TicksPerMinute == 0 && Clock.IsYear(time.Year);

    private string? CheckRule()
    {
        if (_rule is null)
        {
            return null;
        }

        if (_rule.Length > MostRule)
        {
            return $"Use at most {MostRule} characters.";
        }

        if (!RecurrenceRule.Parse(_rule).TryGet(out var rule, out var unread))
        {
            return unread.Reason;
        }

        return rule.Frequency < Frequency.Daily || TimesADay(rule) > MostADay ? $"A block repeats by days or longer, at most {MostADay} times a day."
            : First(2, []) < 2 ? "It names no time after the first. Leave it out, or name one."
            : null;
    }

    private static int TimesADay(RecurrenceRule rule) => Times(rule.ByHour) * Times(rule.ByMinute) * Times(rule.BySecond);

    private static int Times(ulong bits) => Math.Max(1, System.Numerics.BitOperations.PopCount(bits));

    /// <summary>How many there are, counted up to a number; what takes too long to find is not there.</summary>
    private int First(int most, IReadOnlyList<LocalDateTime> excluded) =>
        Read(excluded, new Window(Clock.At(_start, _zone), Forever)).Read(new Occurrence[most]).Match(count => count, _ => 0);

    private Result<IReadOnlyList<BlockTime>> List(Window window, IReadOnlyList<LocalDateTime> excluded)
    {
        var (times, occurrences) = (new List<BlockTime>(), Read(excluded, window));
        var batch = new Occurrence[64];
        while (true)
        {
            if (!occurrences.Read(batch).TryGet(out var count, out var failure))
            {
                return failure;
            }

            if (count == 0)
            {
                return times;
            }

            times.AddRange(batch.Take(count).Select(o => new BlockTime(o.Start.InZone(_zone).LocalDateTime, o.Start, o.End)));
        }
    }

    private OccurrenceReader Read(IReadOnlyList<LocalDateTime> excluded, Window window)
    {
        var seconds = (long)_length.TotalSeconds;
        var written = new VEvent(new Component("VEVENT"))
        {
            Start = new CalendarTime(TimeText.ToSeconds(_start), TimeForm.Zoned, _zone),
            Length = new EventLength(0, seconds),
            LongestSeconds = seconds,
            RuleList = _rule is null ? null : [RecurrenceRule.Parse(_rule).Value],
            RemovedTimes = excluded.Count == 0 ? [] : [new TimeList(TimeForm.Zoned, _zone, [.. excluded.Select(TimeText.ToSeconds)], null)],
        };
        return new Series([written]).Read(window, _zone);
    }
}
