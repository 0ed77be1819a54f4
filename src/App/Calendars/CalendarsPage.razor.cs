using App.Connections;
using App.Domain;
using App.Domain.Time;
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
    private EventView? _picked;
    private Guid? _firstNeedy;
    private bool _narrow;
    private bool _more;

    [SupplyParameterFromQuery(Name = "day")] public string? Day { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? View { get; set; }

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private ListCalendars ListCalendars { get; set; } = null!;

    [Inject] private ListEvents ListEvents { get; set; } = null!;

    [Inject] private ChangeCalendar ChangeCalendar { get; set; } = null!;

    [Inject] private UiScript Script { get; set; } = null!;

    [Inject] private ConnectionActions Actions { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections, Topics.Calendars, Topics.Syncs, Topics.Events };

    private string Summary => _connections switch
    {
        null => "Your calendars are being read.",
        { Count: 0 } => "Nothing is connected yet.",
        _ when _calendars.Where(c => c.Blocks && c.GoneSince is null).ToList() is var blocking && blocking.Count == 0 => "No calendar blocks your time.",
        _ when _calendars.Any(c => c.Blocks && c.GoneSince is null && c.TrueUpTo is null) => "The first sync is under way. What is read already stands here.",
        _ => $"Everything that blocks your time, true up to {Viewer.When(_calendars.Where(c => c.Blocks && c.GoneSince is null).Min(c => c.TrueUpTo!.Value), Clock.Now())}.{Needy}",
    };

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
            || !(await ListEvents.RunAsync(Actor, new EventQuery(range.Start, range.End, Limit: ListEvents.MostForPages), cancellationToken)).TryGet(out var events, out failure))
        {
            return failure;
        }

        (_connections, _calendars, _events, _more) = (connections.Items, calendars, events.Items, events.Next is not null);
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

    private Task SyncAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.SyncAsync(Actor, connection, full: false, ct));

    private Task ResumeAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.ResumeAsync(Actor, connection, ct));

    private Task SetBlocksAsync((CalendarView Calendar, bool Blocks) wish) =>
        DoAsync(wish.Calendar.Id.ToString(), ct => ChangeCalendar.RunAsync(Actor, wish.Calendar.Id, new CalendarChange(Blocks: wish.Blocks), null, ct));
}
