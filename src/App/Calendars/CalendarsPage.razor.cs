using App.Availability;
using App.Connections;
using App.Domain;
using App.Domain.Time;
using App.Infrastructure;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Calendars;

/// <summary>What is connected, how fresh it is, and everything of it in one view. The day and the span are in the address.</summary>
public partial class CalendarsPage
{
    private IReadOnlyList<ConnectionView>? _connections;
    private IReadOnlyList<CalendarView> _calendars = [];
    private IReadOnlyList<EventView>? _events;
    private CalendarRange _range = null!;
    private IReadOnlyList<BlockSpanView> _blocks = [];
    private IReadOnlyList<BookedTimeView> _booked = [];
    private EventView? _picked;
    private EventWish? _eventWish;
    private BlockWish? _blockWish;
    private Guid? _firstNeedy;
    private bool _narrow;
    private bool _more;

    [SupplyParameterFromQuery(Name = "day")] public string? Day { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? View { get; set; }

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private ListCalendars ListCalendars { get; set; } = null!;

    [Inject] private ListEvents ListEvents { get; set; } = null!;

    [Inject] private ListBlocks ListBlocks { get; set; } = null!;

    [Inject] private ListBookedTime ListBookedTime { get; set; } = null!;

    [Inject] private ChangeBlock ChangeBlock { get; set; } = null!;

    [Inject] private ChangeCalendar ChangeCalendar { get; set; } = null!;

    [Inject] private UiScript Script { get; set; } = null!;

    [Inject] private ConnectionActions Actions { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections, Topics.Calendars, Topics.Syncs, Topics.Events, Topics.Blocks, Topics.Bookings };

    private string Summary => _connections switch
    {
        null => "Your calendars are being read.",
        { Count: 0 } => "Nothing is connected yet.",
        _ when _calendars.Where(c => c.Blocks && c.GoneSince is null).ToList() is var blocking && blocking.Count == 0 => "No calendar blocks your time.",
        _ when _calendars.Any(c => c.Blocks && c.GoneSince is null && c.TrueUpTo is null) => "The first sync is under way. What is read already stands here.",
        _ => $"Everything that blocks your time, true up to {Viewer.When(_calendars.Where(c => c.Blocks && c.GoneSince is null).Min(c => c.TrueUpTo!.Value), Clock.Now())}.{Needy}",
    };

    private IReadOnlyList<CalendarView> Writable => [.. _calendars.Where(c => c is { IsWritable: true, GoneSince: null })];

    /// <summary>What is kept reaches so far; beyond it nothing is known, which is not the same as free. It moves on with the clock, so a question asked by it keeps a minute's distance.</summary>
    private (Instant From, Instant To) Known => (Window.Around(Clock.Now()).Start + Duration.FromMinutes(1), Clock.Now() + ListBlocks.Ahead);

    private string? Unknown => _range.Start >= Known.From && _range.End <= Known.To ? null
        : $"What is on is known from {Viewer.Date(Viewer.DateOf(Known.From))} to {Viewer.Date(Viewer.DateOf(Known.To))}.";

    private string Needy => _connections?.FirstOrDefault(c => c.Id == _firstNeedy) is { } needy ? $" {needy.Provider.Name} needs you." : "";

    protected override Task OnParametersSetAsync()
    {
        _range = CalendarRange.Of(View ?? (_narrow ? "day" : null), Day, Clock.Now(), Viewer);
        return base.OnParametersSetAsync();
    }

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var range = _range;
        if (!(await ListConnections.RunAsync(Actor, new ConnectionQuery(), cancellationToken)).TryGet(out var connections, out var failure)
            || !(await ListCalendars.RunAsync(Actor, null, cancellationToken)).TryGet(out var calendars, out failure)
            || !(await ListEvents.RunAsync(Actor, new EventQuery(range.Start, range.End, Limit: ListEvents.MostForPages), cancellationToken)).TryGet(out var events, out failure)
            || !(await ListBookedTime.RunAsync(Actor, new Window(range.Start, range.End), cancellationToken)).TryGet(out var booked, out failure))
        {
            return failure;
        }

        var (from, to) = (Instant.Max(range.Start, Known.From), Instant.Min(range.End, Known.To));
        var spans = from < to ? await ListBlocks.SpansAsync(Actor, new BlockSpanQuery(from, to, Limit: ListBlocks.MostForPages), cancellationToken) : new Page<BlockSpanView>([], null);
        if (!spans.TryGet(out var blocks, out failure))
        {
            return failure;
        }

        (_blocks, _booked) = (blocks.Items, booked);
        (_connections, _calendars, _events, _more) = (connections.Items, calendars, events.Items, events.Next is not null || blocks.Next is not null);
        _firstNeedy = _connections.FirstOrDefault(c => ConnectionWords.NeedsSomeone(c.Standing(Clock.Now(), Viewer.Zone, Viewer.Culture)))?.Id;
        return null;
    }

    // A phone begins with the day; what the address says comes first.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && View is null && await Script.IsNarrowAsync())
        {
            _narrow = true;
            await OnParametersSetAsync();
        }
    }

    private async Task PickAsync(Entry entry)
    {
        _picked = entry.Event;
        if (entry.Block is { } span)
        {
            await OpenBlockAsync(span);
        }
        else if (entry.Booking is { } booked)
        {
            Navigation.NavigateTo(Urls.Booking(booked.BookingId));
        }
    }

    private void Edit(EventView e) => (_picked, _eventWish) = (null, EventWish.Of(e, Viewer));

    private void NewEvent() => _eventWish = new EventWish(null, NextHour, NextHour.PlusHours(1));

    private void BlockTime() => _blockWish = BlockWish.New(NextHour, NextHour.PlusHours(1), Viewer);

    /// <summary>The next full hour today, or nine on the first day that is shown.</summary>
    private LocalDateTime NextHour
    {
        get
        {
            var now = Clock.Now().InZone(Viewer.Zone).LocalDateTime;
            return _range.Days.Contains(now.Date) ? now.Date.AtMidnight().PlusHours(now.Hour + 1) : _range.Day.AtMidnight().PlusHours(9);
        }
    }

    /// <summary>Free hours are asked about; a block that happens once is moved at once; of one that repeats it is asked how much of it.</summary>
    private async Task DragAsync(Dragged dragged)
    {
        if (dragged.Block is not { } span)
        {
            _blockWish = BlockWish.New(dragged.Start, dragged.End, Viewer);
        }
        else if (span.Repeats)
        {
            await OpenBlockAsync(span, dragged);
        }
        else if (await ReadBlockAsync(span) is { } block)
        {
            var moved = BlockWish.Of(block, span, Viewer, dragged.Start, dragged.End);
            await DoAsync("block", ct => ChangeBlock.RunAsync(Actor, block.Id, new BlockChange(Start: moved.Start, End: moved.End), null, block.Version, ct));
        }
    }

    private async Task OpenBlockAsync(BlockSpanView span, Dragged? dragged = null)
    {
        if (await ReadBlockAsync(span) is { } block)
        {
            _blockWish = BlockWish.Of(block, span, Viewer, dragged?.Start, dragged?.End);
        }
    }

    private async Task<BlockView?> ReadBlockAsync(BlockSpanView span)
    {
        var read = await ListBlocks.ReadAsync(Actor, span.BlockId, Gone);
        Refusal = read.Failure?.Reason;
        return read.IsOk ? read.Value : null;
    }

    private Task SyncAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.SyncAsync(Actor, connection, full: false, ct));

    private Task ResumeAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.ResumeAsync(Actor, connection, ct));

    private Task SetBlocksAsync((CalendarView Calendar, bool Blocks) wish) =>
        DoAsync(wish.Calendar.Id.ToString(), ct => ChangeCalendar.RunAsync(Actor, wish.Calendar.Id, new CalendarChange(Blocks: wish.Blocks), null, ct));
}
