using App.Domain.Calendars.Recurrence;

namespace App.Domain.Calendars.ICalendar;

/// <summary>What iCalendar text holds: its components as written, and its events by series.</summary>
/// <param name="Series">In the order in which their UIDs came first; events without a UID are a series each.</param>
/// <param name="SetAside">One event that can't be read sets its whole series aside: half of it would give wrong times.</param>
public sealed record CalendarContent(IReadOnlyList<Component> Components, IReadOnlyList<Series> Series, IReadOnlyList<SetAsideSeries> SetAside)
{
    public static Result<CalendarContent> Read(ReadOnlySpan<byte> utf8, ContentLimits? limits = null) => From(ContentParser.Parse(utf8, limits), limits);

    public static Result<CalendarContent> Read(string text, ContentLimits? limits = null) => From(ContentParser.Parse(text, limits), limits);

    private static Result<CalendarContent> From(Result<IReadOnlyList<Component>> parsed, ContentLimits? limits)
    {
        if (!parsed.TryGet(out var components, out var failure))
        {
            return failure;
        }

        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var calendar in components)
        {
            var zones = new ZoneTable(calendar, limits);
            foreach (var component in calendar.ChildList)
            {
                if (component is Component written && written.Is("VEVENT"))
                {
                    Add(VEventReader.Read(written, zones, limits), written, groups);
                }
            }
        }

        return new CalendarContent(
            components,
            [.. groups.Values.Where(group => group.Failure is null).Select(group => new Series(group.Events))],
            [.. groups.Values.Where(group => group.Failure is not null).Select(group => new SetAsideSeries(group.Uid, group.Failure!))]);
    }

    private static void Add(Result<VEvent> read, Component written, Dictionary<string, Group> groups)
    {
        var uid = read.IsOk ? read.Value.Uid : written.Find("UID")?.Text.Trim() ?? "";
        var key = uid.Length > 0 ? uid : $"\n{groups.Count}";
        if (!groups.TryGetValue(key, out var group))
        {
            groups.Add(key, group = new Group(uid));
        }

        if (read.TryGet(out var one, out var failure))
        {
            group.Events.Add(one);
        }
        else
        {
            group.Failure ??= failure;
        }
    }

    private sealed class Group(string uid)
    {
        public string Uid => uid;

        public List<VEvent> Events { get; } = [];

        public Failure? Failure { get; set; }
    }
}
