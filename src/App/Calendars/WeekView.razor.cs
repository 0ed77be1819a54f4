using System.Globalization;
using App.Infrastructure.Calendars;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;
using Radzen;

namespace App.Calendars;

/// <summary>Occurrences of a day, a week or a month in the viewer's zone.</summary>
public partial class WeekView
{
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(8);
    private static readonly TimeSpan DayEnds = TimeSpan.FromHours(19);

    private List<Block> _blocks = [];
    private List<EventView> _shown = [];
    private List<EventView> _allDay = [];

    [CascadingParameter] private Viewer Viewer { get; set; } = Viewer.Nobody;

    [Parameter, EditorRequired] public CalendarRange Range { get; set; } = null!;

    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<EventView>? Events { get; set; }

    /// <summary>There are more than are shown.</summary>
    [Parameter] public bool More { get; set; }

    [Parameter, EditorRequired] public EventCallback<EventView> Pick { get; set; }

    private (TimeSpan From, TimeSpan To) Hours { get; set; } = (DayBegins, DayEnds);

    private string TimeFormat => Viewer.Culture.DateTimeFormat.ShortTimePattern.Contains('H', StringComparison.Ordinal) ? "HH:mm" : "h tt";

    protected override void OnParametersSet()
    {
        _shown = [.. (Events ?? []).Where(EventWords.IsShown)];
        _allDay = [.. _shown.Where(EventWords.LastsAllDay)];
        _blocks = [.. _shown.Where(e => !EventWords.LastsAllDay(e)).Select(e => Block.Of(e, Viewer))];
        Hours = HoursOf(_blocks);
    }

    // As much of the day as there is something in, never less than the working day.
    private static (TimeSpan From, TimeSpan To) HoursOf(IEnumerable<Block> timed)
    {
        var (from, to) = (DayBegins, DayEnds);
        foreach (var block in timed)
        {
            var overNight = block.End.Date > block.Start.Date && block.End.TimeOfDay > TimeSpan.Zero;
            var (starts, ends) = overNight ? (TimeSpan.Zero, TimeSpan.FromDays(1)) : (block.Start.TimeOfDay, block.End.Date > block.Start.Date ? TimeSpan.FromDays(1) : block.End.TimeOfDay);
            from = starts < from ? TimeSpan.FromHours(Math.Floor(starts.TotalHours)) : from;
            to = ends > to ? TimeSpan.FromHours(Math.Ceiling(ends.TotalHours)) : to;
        }

        return (from, to);
    }

    private static void Draw(SchedulerAppointmentRenderEventArgs<Block> args)
    {
        args.Attributes["style"] = string.Create(CultureInfo.InvariantCulture, $"--h:{args.Data!.Event.Hue}");
        args.Attributes["class"] = args.Data!.Css;
    }

    private void Shade(SchedulerSlotRenderEventArgs args)
    {
        var isOff = args.Start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || args.Start.Hour is < 9 or >= 18;
        var isToday = LocalDate.FromDateTime(args.Start) == Range.Today;
        if (isToday || isOff)
        {
            args.Attributes["class"] = "rz-slot " + (isToday ? "today" : "offhours");
        }
    }

    /// <summary>An occurrence as the scheduler wants it: local, with the words it shows.</summary>
    private sealed record Block(EventView Event, DateTime Start, DateTime End, string Title, string Label, string Css)
    {
        private static readonly TimeSpan Line = TimeSpan.FromMinutes(30);

        public static Block Of(EventView e, Viewer viewer)
        {
            var (start, end) = (e.Start.InZone(viewer.Zone).ToDateTimeUnspecified(), e.End.InZone(viewer.Zone).ToDateTimeUnspecified());
            var title = EventWords.Title(e);
            return new(e, start, Shown(start, end, e), title, $"{title} {viewer.Time(e.Start)}", EventWords.Css(e));
        }

        // Shorter than a line of text it would be drawn over by what follows; and an hour that the clocks repeat must not run backwards.
        private static DateTime Shown(DateTime start, DateTime end, EventView e)
        {
            var honest = end > start ? end : start + (e.End - e.Start).ToTimeSpan();
            return honest - start < Line ? start + Line : honest;
        }
    }
}
