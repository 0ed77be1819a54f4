using NodaTime;
using NodaTime.Text;

namespace App.Availability;

/// <summary>How a block repeats, as the form offers it.</summary>
public enum Repeat
{
    Once,
    Daily,
    Weekdays,
    Weekly,
    Monthly,
    Own,
}

/// <summary>Between the choices of the form and rules (RFC 5545).</summary>
/// <param name="Until">Last day; null: without end. Part of the text of an own rule.</param>
/// <param name="Own">An own rule as it was written.</param>
public sealed record BlockRepeat(Repeat Repeat, LocalDate? Until = null, string Own = "")
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private static readonly (Repeat Repeat, string Rule)[] Rules =
    [
        (Repeat.Daily, "FREQ=DAILY"),
        (Repeat.Weekdays, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (Repeat.Weekly, "FREQ=WEEKLY"),
        (Repeat.Monthly, "FREQ=MONTHLY"),
    ];

    public static string NameOf(Repeat repeat) => repeat switch
    {
        Repeat.Once => "Once",
        Repeat.Daily => "Every day",
        Repeat.Weekdays => "Monday to Friday",
        Repeat.Weekly => "Every week",
        Repeat.Monthly => "Every month",
        _ => "By a rule of my own",
    };

    /// <summary>Reads a rule; one that the form does not offer is an own one.</summary>
    public static BlockRepeat Of(string? rule)
    {
        if (rule is null)
        {
            return new(Repeat.Once);
        }

        var parts = rule.Split(';');
        var last = parts.Where(p => p.StartsWith("UNTIL=", StringComparison.Ordinal)).Select(p => Day.Parse(p["UNTIL=".Length..])).ToList();
        var rest = string.Join(';', parts.Where(p => !p.StartsWith("UNTIL=", StringComparison.Ordinal)));
        return last.TrueForAll(l => l.Success) && Array.Find(Rules, r => r.Rule == rest) is { Rule: not null } known
            ? new(known.Repeat, last.Count == 0 ? null : last[0].Value)
            : new(Repeat.Own, null, rule);
    }

    /// <summary>Empty: once.</summary>
    public string ToRule() => Repeat switch
    {
        Repeat.Once => "",
        Repeat.Own => Own.Trim(),
        _ => Array.Find(Rules, r => r.Repeat == Repeat).Rule + (Until is { } day ? $";UNTIL={Day.Format(day)}" : ""),
    };

    /// <summary>The first day on which it can begin: from Monday to Friday, not a weekend.</summary>
    public LocalDate Earliest(LocalDate day) => Repeat == Repeat.Weekdays && day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? day.Next(IsoDayOfWeek.Monday) : day;
}
