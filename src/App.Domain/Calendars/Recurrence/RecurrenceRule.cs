using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// A recurrence rule (RFC 5545 §3.3.10), as <see cref="RecurrenceRuleParser"/> reads it and <see cref="ToString"/> writes it. Where the RFC leaves room:
/// a part that its table forbids for a FREQ limits like any other part; a number before a weekday counts in MONTHLY and YEARLY rules only, and not beside
/// BYWEEKNO; what a rule does not say comes from DTSTART (so YEARLY;BYMONTHDAY=29 means the month of DTSTART, YEARLY;BYWEEKNO=20 its weekday); the years of a
/// rule with BYWEEKNO are the years its weeks belong to; with both COUNT and UNTIL, whichever ends first.
/// </summary>
public sealed class RecurrenceRule
{
    internal const int AllWeekdays = 0x7F;

    public Frequency Frequency { get; internal set; }

    /// <summary>Every so many periods; 1 where the rule does not say.</summary>
    public long Interval { get; internal set; } = 1;

    /// <summary>How many occurrences there are in all, DTSTART being the first.</summary>
    public int? Count { get; internal set; }

    public RuleEnd? Until { get; internal set; }

    /// <summary>WKST.</summary>
    public IsoDayOfWeek WeekStart { get; internal set; } = IsoDayOfWeek.Monday;

    /// <summary>BYSECOND: bit n is second n; 0 where absent. 60 is read as 59 (§3.3.5), as no clock of ours has leap seconds.</summary>
    public ulong BySecond { get; internal set; }

    /// <summary>BYMINUTE: bit n is minute n; 0 where absent.</summary>
    public ulong ByMinute { get; internal set; }

    /// <summary>BYHOUR: bit n is hour n; 0 where absent.</summary>
    public uint ByHour { get; internal set; }

    /// <summary>BYMONTH: bit n is month n (from 1); 0 where absent.</summary>
    public uint ByMonth { get; internal set; }

    /// <summary>BYDAY without numbers: bit 0 is Monday.</summary>
    public int ByWeekday { get; internal set; }

    /// <summary>BYDAY with numbers.</summary>
    public IReadOnlyList<OrdinalWeekday> ByOrdinalWeekday => Ordinals;

    public SignedNumbers? ByMonthDay { get; internal set; }

    public SignedNumbers? ByYearDay { get; internal set; }

    public SignedNumbers? ByWeekNumber { get; internal set; }

    /// <summary>BYSETPOS, each between 1 and 366 or between -366 and -1.</summary>
    public SignedNumbers? BySetPosition { get; internal set; }

    public static Result<RecurrenceRule> Parse(ReadOnlySpan<char> text) => RecurrenceRuleParser.Parse(text);

    public override string ToString() => RecurrenceRuleText.Of(this);

    internal OrdinalWeekday[] Ordinals { get; set; } = [];

    internal int FirstWeekday => (int)WeekStart - 1;

    internal bool HasByDay => ByWeekday != 0 || Ordinals.Length > 0;

    /// <summary>Every weekday of BYDAY, whatever its number.</summary>
    internal int AnyWeekday => Ordinals.Aggregate(ByWeekday, (days, entry) => days | 1 << ((int)entry.Weekday - 1));

    /// <summary>Some part other than BYMONTH says which days are meant.</summary>
    internal bool NamesDays => HasByDay || ByMonthDay is not null || ByYearDay is not null || ByWeekNumber is not null;
}
