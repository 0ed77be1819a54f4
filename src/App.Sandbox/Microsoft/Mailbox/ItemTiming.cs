using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>The window of a view: what ends after its start and begins before its end.</summary>
internal sealed record ViewWindow(Instant Start, Instant End)
{
    public bool Overlaps(Instant start, Instant end) => (end > Start || (start == end && start >= Start)) && start < End;
}

/// <summary>One occurrence of a series, named by the day its rule gives it.</summary>
internal sealed record Occurrence(LocalDate Day, LocalDateTime Start, LocalDateTime End, DateTimeZone Zone)
{
    public Instant StartAt => Zone.AtLeniently(Start).ToInstant();

    public Instant EndAt => Zone.AtLeniently(End).ToInstant();
}

/// <summary>When an event is: its first occurrence, and its recurrence if it has one.</summary>
internal sealed record ItemTiming(GraphTime Start, GraphTime End, bool IsAllDay, RecurrencePattern? Pattern)
{
    private static readonly Duration Slack = Duration.FromDays(2);

    public bool Overlaps(ViewWindow window) =>
        Pattern is null ? window.Overlaps(Start.At, End.At) : Within(window).Any();

    /// <summary>The occurrences that touch the window, in order.</summary>
    public IEnumerable<Occurrence> Within(ViewWindow window)
    {
        var until = (window.End + Slack).InUtc().Date;
        foreach (var day in Pattern?.Dates(until) ?? [])
        {
            var occurrence = On(day);
            if (window.Overlaps(occurrence.StartAt, occurrence.EndAt))
            {
                yield return occurrence;
            }
        }
    }

    /// <summary>The occurrence of a day, if the recurrence has one.</summary>
    public Occurrence? Find(LocalDate day) => Pattern?.Includes(day) == true ? On(day) : null;

    private Occurrence On(LocalDate day)
    {
        var start = day + Start.Local.TimeOfDay;
        var length = Period.Between(Start.Local, End.Local, PeriodUnits.AllTimeUnits | PeriodUnits.Days);
        return new Occurrence(day, start, start + length, Start.Zone);
    }

    public static Outcome<ItemTiming, GraphError> Parse(JsonObject body, DateTimeZone mailboxZone)
    {
        if (GraphTime.Parse(body["start"], "start", mailboxZone).Failed(out var error, out var start)
            || GraphTime.Parse(body["end"], "end", mailboxZone).Failed(out error, out var end))
        {
            return error;
        }

        if (end.At < start.At)
        {
            return GraphError.Property("The start time must be before the end time.");
        }

        var isAllDay = body["isAllDay"]?.GetValue<bool>() == true;
        if (isAllDay && (start.Local.TimeOfDay != LocalTime.Midnight || end.Local.TimeOfDay != LocalTime.Midnight || start.ZoneName != end.ZoneName || end.Local == start.Local))
        {
            return GraphError.Property("The Event.Start and Event.End of an all day event need to be set to midnight, in the same time zone, at least 24 hours apart.");
        }

        if (body["recurrence"] is not { } recurrence)
        {
            return new ItemTiming(start, end, isAllDay, null);
        }

        return RecurrencePattern.Parse(recurrence, start.Local.Date).Failed(out error, out var pattern)
            ? error
            : FromFirst(start, end, isAllDay, pattern);
    }

    /// <summary>A series begins with the first day its pattern gives, whatever day the client named.</summary>
    private static ItemTiming FromFirst(GraphTime start, GraphTime end, bool isAllDay, RecurrencePattern pattern)
    {
        var first = pattern.Dates(pattern.Start.PlusYears(10)).FirstOrDefault(start.Local.Date);
        var shift = Period.Between(start.Local.Date, first, PeriodUnits.Days);
        return new ItemTiming(start with { Local = start.Local + shift }, end with { Local = end.Local + shift }, isAllDay, pattern);
    }
}

/// <summary>When an event was before a change, so that a client that still shows it there can be told.</summary>
internal sealed record PastTiming(long UntilSeq, JsonObject Source, ItemTiming Timing);
