using System.Globalization;
using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Writing;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Calendars;

/// <summary>What the form opens with: a new event at a time, or one that is there.</summary>
/// <param name="Event">Null: a new one.</param>
/// <param name="Start">On the viewer's clock.</param>
public sealed record EventWish(EventView? Event, LocalDateTime Start, LocalDateTime End)
{
    public static EventWish Of(EventView e, Viewer viewer) => e is { StartDate: { } first, EndDate: { } after }
        ? new(e, first.AtMidnight(), after.PlusDays(-1).AtMidnight())
        : new(e, e.Start.InZone(viewer.Zone).LocalDateTime, e.End.InZone(viewer.Zone).LocalDateTime);
}

/// <summary>Writes an event into a connected calendar, or changes what was changed in the form and nothing else.</summary>
public partial class EventForm
{
    private readonly Guid _form = Guid.CreateVersion7();

    private bool _series;
    private bool _allDay;
    private string _title = "";
    private Guid? _calendar;
    private EventPurpose _purpose;
    private DateOnly? _date;
    private TimeOnly? _time;
    private DateOnly? _endDate;
    private TimeOnly? _endTime;
    private string _place = "";
    private string _notes = "";
    private string _guests = "";
    private int _reminder = ReminderChoice.Unsaid;

    [Parameter, EditorRequired] public EventWish Wish { get; set; } = null!;

    /// <summary>Those that can be written to.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<CalendarView> Calendars { get; set; } = [];

    [Inject] private CreateEvent CreateEvent { get; set; } = null!;

    [Inject] private ChangeEvent ChangeEvent { get; set; } = null!;

    protected override void OnInitialized()
    {
        _calendar = (Calendars.FirstOrDefault(c => c.IsWriteTarget) ?? Calendars.FirstOrDefault())?.Id;
        (_date, _time) = (Wish.Start.Date.ToDateOnly(), Wish.Start.TimeOfDay.ToTimeOnly());
        (_endDate, _endTime) = (Wish.End.Date.ToDateOnly(), Wish.End.TimeOfDay.ToTimeOnly());
        if (Wish.Event is { } e)
        {
            (_title, _place, _notes, _purpose, _allDay) = (e.Title, e.Location ?? "", EventWords.PlainText(e.Description), e.Purpose, e.IsAllDay);
        }
    }

    /// <summary>Asked again after no answer came, it is the same event; asked for something else, it is another.</summary>
    private Guid Key => EventKey.Of(
        _form.ToString(), JsonSerializer.Serialize(new { _title, _calendar, _purpose, _allDay, _date, _time, _endDate, _endTime, _place, _notes, _guests, _reminder }));

    /// <summary>The end moves along with the day.</summary>
    private void MoveDate(ChangeEventArgs e)
    {
        var before = _date;
        _date = DateOnly.TryParseExact((string?)e.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (before is { } from && _date is { } to && _endDate is { } end)
        {
            _endDate = end.AddDays(to.DayNumber - from.DayNumber);
        }
    }

    private Task SaveAsync() => SubmitAsync(async cancellationToken =>
    {
        if (TimeOf() is not { } time)
        {
            return new Failure.Invalid("time", "Choose a day and a time, for the beginning and the end.");
        }

        return Wish.Event is { } e
            ? (await ChangeEvent.RunAsync(Actor, e.Id, new EventChange(Changed(e, time), _series ? null : _purpose == e.Purpose ? null : _purpose, _series), e.Version, cancellationToken)).Failure
            : (await CreateEvent.RunAsync(Actor, new NewEvent(Key, _calendar, New(time), _purpose), cancellationToken)).Failure;
    });

    private EventDraft New(EventTime time) => new()
    {
        Title = _title.Trim(),
        Time = time,
        Notes = _notes.Length > 0 ? new EventNotes(_notes.ReplaceLineEndings("\n")) : null,
        Location = _place.Length > 0 ? _place.Trim() : null,
        Attendees = _guests.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } guests ? [.. guests.Select(g => new DraftAttendee(g))] : null,
        Reminders = ReminderChoice.Read(_reminder),
    };

    private EventDraft Changed(EventView e, EventTime time) => new()
    {
        Title = _title.Trim() == e.Title ? null : _title.Trim(),
        Time = _series || time == TimeAt(EventWish.Of(e, Viewer), e.IsAllDay) ? null : time,
        Notes = _notes.ReplaceLineEndings("\n") == EventWords.PlainText(e.Description).ReplaceLineEndings("\n") ? null : new EventNotes(_notes.ReplaceLineEndings("\n")),
        Location = _place.Trim() == (e.Location ?? "") ? null : _place.Trim(),
        Reminders = ReminderChoice.Read(_reminder),
    };

    private EventTime? TimeOf() => (_date, _endDate) is not ({ } first, { } last) ? null
        : _allDay ? TimeAt(new EventWish(Wish.Event, LocalDate.FromDateOnly(first).AtMidnight(), LocalDate.FromDateOnly(last).AtMidnight()), allDay: true)
        : (_time, _endTime) is not ({ } at, { } until) ? null
        : TimeAt(new EventWish(Wish.Event, LocalDate.FromDateOnly(first).At(LocalTime.FromTimeOnly(at)), LocalDate.FromDateOnly(last).At(LocalTime.FromTimeOnly(until))), allDay: false);

    /// <summary>In the zone the event is written in already, or in the viewer's.</summary>
    private EventTime TimeAt(EventWish wish, bool allDay) => allDay
        ? new EventTime.WholeDays(wish.Start.Date, wish.End.Date.PlusDays(1))
        : new EventTime.Timed(Clock.At(wish.Start, Viewer.Zone), Clock.At(wish.End, Viewer.Zone), Clock.FindZone(wish.Event?.TimeZone) ?? Viewer.Zone);
}
