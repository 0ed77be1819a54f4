using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>A VEVENT as read; what it was read from, with everything that is not named here, is <see cref="Component"/>.</summary>
public sealed class VEvent
{
    internal VEvent(Component component) => Component = component;

    public Component Component { get; }

    /// <summary>Empty where the writer left it out, as feeds do.</summary>
    public string Uid { get; internal set; } = "";

    /// <summary>Set on overrides: which occurrence of the series it takes the place of.</summary>
    public CalendarTime? RecurrenceId { get; internal set; }

    /// <summary>RANGE=THISANDFUTURE: it also takes the place of every later occurrence.</summary>
    public bool IsRange { get; internal set; }

    public CalendarTime Start { get; internal set; }

    public EventLength Length { get; internal set; }

    public EventStatus Status { get; internal set; }

    public Transparency Transparency { get; internal set; }

    public BusyStatus BusyStatus { get; internal set; }

    public Classification Classification { get; internal set; }

    public int Sequence { get; internal set; }

    public Instant? LastModified { get; internal set; }

    public string Summary => SummaryLine?.Text ?? "";

    public string? Location => Component.Find("LOCATION")?.Text;

    public string? Description => Component.Find("DESCRIPTION")?.Text;

    public string? Url => Component.Find("URL")?.Value;

    public Attendee? Organizer => Component.Find("ORGANIZER") is { } organizer ? Attendee.Of(organizer) : null;

    public IReadOnlyList<Attendee> Attendees => [.. Component.Properties.Where(p => p.Is("ATTENDEE")).Select(Attendee.Of)];

    /// <summary>VALARMs, as written.</summary>
    public IEnumerable<Component> Alarms => Component.Components.Where(c => c.Is("VALARM"));

    /// <summary>More than one rule is one too many for the RFC; their occurrences are then taken together.</summary>
    public IReadOnlyList<RecurrenceRule> Rules => RuleList ?? [];

    /// <summary>EXRULE (RFC 2445).</summary>
    public IReadOnlyList<RecurrenceRule> RemovingRules => RemovingRuleList ?? [];

    public bool Recurs => RuleList is not null || AddedTimes.Count > 0;

    internal Property? SummaryLine { get; set; }

    internal List<RecurrenceRule>? RuleList { get; set; }

    internal List<RecurrenceRule>? RemovingRuleList { get; set; }

    internal IReadOnlyList<TimeList> AddedTimes { get; set; } = [];

    internal IReadOnlyList<TimeList> RemovedTimes { get; set; } = [];

    /// <summary>No occurrence of it lasts longer, in seconds.</summary>
    internal long LongestSeconds { get; set; }
}
