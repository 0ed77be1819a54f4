using System.Globalization;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NodaTime;
using Radzen;

namespace App.Calendars;

/// <summary>A stretch that was dragged over the hours, on the viewer's clock.</summary>
/// <param name="Block">The time that was moved; null: free hours.</param>
public sealed record Dragged(LocalDateTime Start, LocalDateTime End, BlockSpanView? Block = null);

/// <summary>Occurrences and blocked time of a day, a week or a month in the viewer's zone.</summary>
public partial class WeekView
{
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(8);
    private static readonly TimeSpan DayEnds = TimeSpan.FromHours(19);

    private List<Slot> _slots = [];
    private List<Entry> _shown = [];
    private List<Entry> _allDay = [];
    private ElementReference _root;
    private DotNetObjectReference<WeekView>? _self;
    private IJSObjectReference? _drag;

    [CascadingParameter] private Viewer Viewer { get; set; } = Viewer.Nobody;

    [Parameter, EditorRequired] public CalendarRange Range { get; set; } = null!;

    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<EventView>? Events { get; set; }

    /// <summary>Time the member blocked.</summary>
    [Parameter] public IReadOnlyList<BlockSpanView> Blocks { get; set; } = [];

    /// <summary>Booked time that no event stands for.</summary>
    [Parameter] public IReadOnlyList<BookedTimeView> Bookings { get; set; } = [];

    /// <summary>There are more than are shown.</summary>
    [Parameter] public bool More { get; set; }

    /// <summary>What can't be said of the range, in a sentence.</summary>
    [Parameter] public string? Unknown { get; set; }

    /// <summary>Buttons beside the title.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }

    [Parameter, EditorRequired] public EventCallback<Entry> Pick { get; set; }

    [Parameter] public EventCallback<Dragged> Drag { get; set; }

    private (TimeSpan From, TimeSpan To) Hours { get; set; } = (DayBegins, DayEnds);

    private bool Uses24Hours => Viewer.Culture.DateTimeFormat.ShortTimePattern.Contains('H', StringComparison.Ordinal);

    private string TimeFormat => Uses24Hours ? "HH:mm" : "h tt";

    /// <summary>Called by the script: free hours of a day were dragged over, in minutes of that day.</summary>
    [JSInvokable]
    public Task BlockAsync(int day, int from, int to) => Drag.InvokeAsync(new Dragged(At(day, from), At(day, to)));

    /// <summary>Called by the script: a block was moved, or its end.</summary>
    [JSInvokable]
    public Task MoveAsync(string key, int day, int from, int to) =>
        _shown.Find(e => e.BlockKey == key) is { Block: { } block } ? Drag.InvokeAsync(new Dragged(At(day, from), At(day, to), block)) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_drag is not null)
            {
                await _drag.InvokeVoidAsync("stop");
                await _drag.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }

        _self?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet()
    {
        var events = (Events ?? []).Where(EventWords.IsShown).Select(e => Entry.Of(e, Viewer));
        _shown = [.. events, .. Blocks.Select(b => Entry.Of(b, Viewer)), .. Bookings.Select(b => Entry.Of(b, Viewer))];
        _allDay = [.. _shown.Where(e => e.LastsAllDay)];
        _slots = [.. _shown.Where(e => !e.LastsAllDay).Select(e => Slot.Of(e, Viewer))];
        Hours = HoursOf(_slots);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _drag = await Script.FollowDragAsync(_root, _self);
        }
    }

    private static int Minutes(TimeSpan time) => (int)time.TotalMinutes;

    private LocalDateTime At(int day, int minute) => Range.Days[Math.Clamp(day, 0, Range.Days.Count - 1)].AtMidnight().PlusMinutes(Math.Clamp(minute, 0, 24 * 60));

    // As much of the day as there is something in, never less than the working day.
    private static (TimeSpan From, TimeSpan To) HoursOf(IEnumerable<Slot> timed)
    {
        var (from, to) = (DayBegins, DayEnds);
        foreach (var slot in timed)
        {
            var overNight = slot.End.Date > slot.Start.Date && slot.End.TimeOfDay > TimeSpan.Zero;
            var (starts, ends) = overNight ? (TimeSpan.Zero, TimeSpan.FromDays(1)) : (slot.Start.TimeOfDay, slot.End.Date > slot.Start.Date ? TimeSpan.FromDays(1) : slot.End.TimeOfDay);
            from = starts < from ? TimeSpan.FromHours(Math.Floor(starts.TotalHours)) : from;
            to = ends > to ? TimeSpan.FromHours(Math.Ceiling(ends.TotalHours)) : to;
        }

        return (from, to);
    }

    private static void Draw(SchedulerAppointmentRenderEventArgs<Slot> args)
    {
        var entry = args.Data!.Entry;
        args.Attributes["style"] = string.Create(CultureInfo.InvariantCulture, $"--h:{entry.Hue}");
        args.Attributes["class"] = entry.Css;
        if (entry.BlockKey is { } key && entry.First == entry.Last)
        {
            // What the script needs to move it; over midnight it is in two pieces, and only the form moves it.
            args.Attributes["data-block"] = key;
            args.Attributes["data-from"] = (int)args.Data.Start.TimeOfDay.TotalMinutes;
            args.Attributes["data-minutes"] = (int)(entry.End - entry.Start).TotalMinutes;
        }
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

    /// <summary>An entry as the scheduler wants it: local, with the words it shows.</summary>
    private sealed record Slot(Entry Entry, DateTime Start, DateTime End, string Label)
    {
        private static readonly TimeSpan Line = TimeSpan.FromMinutes(30);

        public static Slot Of(Entry e, Viewer viewer)
        {
            var (start, end) = (e.Start.InZone(viewer.Zone).ToDateTimeUnspecified(), e.End.InZone(viewer.Zone).ToDateTimeUnspecified());
            return new(e, start, Shown(start, end, e), $"{e.Title} {viewer.Time(e.Start)}");
        }

        // Shorter than a line of text it would be drawn over by what follows; and an hour that the clocks repeat must not run backwards.
        private static DateTime Shown(DateTime start, DateTime end, Entry e)
        {
            var honest = end > start ? end : start + (e.End - e.Start).ToTimeSpan();
            return honest - start < Line ? start + Line : honest;
        }
    }
}
