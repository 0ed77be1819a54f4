using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>
/// A recurrence as Graph has it, pattern and range
/// (learn.microsoft.com/graph/api/resources/recurrencepattern and recurrencerange).
/// </summary>
internal sealed record RecurrencePattern
{
    private const int Most = 10_000;
    private static readonly string[] Indexes = ["first", "second", "third", "fourth", "last"];

    public required string Type { get; init; }

    public required int Interval { get; init; }

    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } = [];

    public IsoDayOfWeek FirstDayOfWeek { get; init; } = IsoDayOfWeek.Sunday;

    public int DayOfMonth { get; init; }

    public int Month { get; init; }

    public string Index { get; init; } = "first";

    public required LocalDate Start { get; init; }

    /// <summary>The last day an occurrence may begin on.</summary>
    public LocalDate? End { get; init; }

    public int? Count { get; init; }

    /// <summary>The days of the occurrences, in order, up to the given one.</summary>
    public IEnumerable<LocalDate> Dates(LocalDate until)
    {
        var last = End is { } end ? LocalDate.Min(end, until) : until;
        return Candidates().SkipWhile(d => d < Start).TakeWhile(d => d <= last).Take(Count ?? Most);
    }

    public bool Includes(LocalDate date) => Dates(date).LastOrDefault() == date;

    private IEnumerable<LocalDate> Candidates()
    {
        for (var period = 0; period < Most; period++)
        {
            foreach (var date in Period(period * Interval))
            {
                yield return date;
            }
        }
    }

    private IEnumerable<LocalDate> Period(int n) => Type switch
    {
        "daily" => [Start.PlusDays(n)],
        "weekly" => Week(n),
        "absoluteMonthly" => [OnDay(FirstOfMonth.PlusMonths(n))],
        "relativeMonthly" => [ByIndex(FirstOfMonth.PlusMonths(n))],
        "absoluteYearly" => [OnDay(new LocalDate(Start.Year + n, Month, 1))],
        _ => [ByIndex(new LocalDate(Start.Year + n, Month, 1))],
    };

    private LocalDate FirstOfMonth => Start.With(DateAdjusters.StartOfMonth);

    private IEnumerable<LocalDate> Week(int n)
    {
        var back = ((int)Start.DayOfWeek - (int)FirstDayOfWeek + 7) % 7;
        var first = Start.PlusDays(-back).PlusWeeks(n);
        return Enumerable.Range(0, 7).Select(first.PlusDays).Where(d => Days.Contains(d.DayOfWeek));
    }

    /// <summary>The day of the month; the last one in a month that is too short, as Exchange has it.</summary>
    private LocalDate OnDay(LocalDate first) =>
        first.PlusDays(Math.Min(DayOfMonth, first.Calendar.GetDaysInMonth(first.Year, first.Month)) - 1);

    /// <summary>Of several days the one that comes first, second … or last in the month, whichever it is.</summary>
    private LocalDate ByIndex(LocalDate first)
    {
        var length = first.Calendar.GetDaysInMonth(first.Year, first.Month);
        var matching = Enumerable.Range(0, length).Select(first.PlusDays).Where(d => Days.Contains(d.DayOfWeek)).ToList();
        return Index == "last" ? matching[^1] : matching[Array.IndexOf(Indexes, Index)];
    }

    public static Outcome<RecurrencePattern, GraphError> Parse(JsonNode recurrence, LocalDate eventStart)
    {
        if (recurrence["pattern"] is not JsonObject pattern || recurrence["range"] is not JsonObject range)
        {
            return Wrong("A recurrence needs pattern and range.");
        }

        var type = Text(pattern, "type") ?? "";
        var parsed = new RecurrencePattern
        {
            Type = type,
            Interval = Number(pattern, "interval") ?? 0,
            Days = [.. (pattern["daysOfWeek"] as JsonArray ?? []).Select(d => Day(d?.ToString())).OfType<IsoDayOfWeek>()],
            FirstDayOfWeek = Day(Text(pattern, "firstDayOfWeek")) ?? IsoDayOfWeek.Sunday,
            DayOfMonth = Number(pattern, "dayOfMonth") ?? 0,
            Month = Number(pattern, "month") ?? 0,
            Index = Text(pattern, "index") ?? "first",
            Start = Date(range, "startDate") ?? eventStart,
            End = Text(range, "type") == "endDate" ? Date(range, "endDate") : null,
            Count = Text(range, "type") == "numbered" ? Number(range, "numberOfOccurrences") : null,
        };
        return parsed.Fault(Text(range, "type")) is { } fault ? Wrong(fault) : parsed;
    }

    /// <summary>The recurrence with all that Graph answers, also what a client left out.</summary>
    public JsonObject ToJson(string zoneName) => new()
    {
        ["pattern"] = new JsonObject
        {
            ["type"] = Type,
            ["interval"] = Interval,
            ["month"] = Month,
            ["dayOfMonth"] = DayOfMonth,
            ["daysOfWeek"] = new JsonArray([.. Days.Select(d => (JsonNode)Name(d))]),
            ["firstDayOfWeek"] = Name(FirstDayOfWeek),
            ["index"] = Index,
        },
        ["range"] = new JsonObject
        {
            ["type"] = End is not null ? "endDate" : Count is not null ? "numbered" : "noEnd",
            ["startDate"] = LocalDatePattern.Iso.Format(Start),
            ["endDate"] = LocalDatePattern.Iso.Format(End ?? new LocalDate(1, 1, 1)),
            ["recurrenceTimeZone"] = zoneName,
            ["numberOfOccurrences"] = Count ?? 0,
        },
    };

    private string? Fault(string? range)
    {
        var needsDays = Type is "weekly" or "relativeMonthly" or "relativeYearly";
        var needsDayOfMonth = Type is "absoluteMonthly" or "absoluteYearly";
        var needsMonth = Type is "absoluteYearly" or "relativeYearly";
        return true switch
        {
            _ when Type is not ("daily" or "weekly" or "absoluteMonthly" or "relativeMonthly" or "absoluteYearly" or "relativeYearly") => "The type of the pattern is not known.",
            _ when Interval is < 1 or > 999 => "The interval must be 1 to 999.",
            _ when needsDays && Days.Count == 0 => "daysOfWeek is required.",
            _ when needsDayOfMonth && DayOfMonth is < 1 or > 31 => "dayOfMonth must be 1 to 31.",
            _ when needsMonth && Month is < 1 or > 12 => "month must be 1 to 12.",
            _ when !Indexes.Contains(Index) => "The index is not known.",
            _ when range is not ("endDate" or "numbered" or "noEnd") => "The type of the range is not known.",
            _ when range == "endDate" && (End is null || End < Start) => "The end date must not be before the start date.",
            _ when range == "numbered" && Count is null or < 1 or > 999 => "numberOfOccurrences must be 1 to 999.",
            _ => null,
        };
    }

    private static GraphError Wrong(string message) => new(400, "ErrorInvalidRecurrencePattern", message);

    private static IsoDayOfWeek? Day(string? name) =>
        Enum.TryParse<IsoDayOfWeek>(name, ignoreCase: true, out var day) && day != IsoDayOfWeek.None ? day : null;

    private static string Name(IsoDayOfWeek day) => day.ToString().ToLowerInvariant();

    private static string? Text(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static LocalDate? Date(JsonObject node, string name) =>
        LocalDatePattern.Iso.Parse(Text(node, name) ?? "") is { Success: true, Value: var date } ? date : null;
}
