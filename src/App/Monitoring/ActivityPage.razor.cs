using App.Domain;
using App.Domain.Monitoring;
using App.Infrastructure;
using App.Infrastructure.Connections;
using App.Infrastructure.Monitoring;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Monitoring;

/// <summary>The log people read. Filter and page are in the address.</summary>
public partial class ActivityPage
{
    private const int Rows = 50;

    private static readonly (string Prefix, string Words)[] Kinds =
        [("", "Everything"), ("connection.", "Connections"), ("calendar.", "Calendars"), ("conflict.", "Conflicts"), ("booking.", "Bookings"), ("member.", "Members"), ("provider.", "Providers"), ("api_key.", "API keys"), ("organization.", "Organization")];

    private Page<Activity>? _lines;
    private IReadOnlyList<ConnectionView> _connections = [];

    [SupplyParameterFromQuery(Name = "everyone")] public bool EveryoneWished { get; set; }

    [SupplyParameterFromQuery(Name = "text")] public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "level")] public string? Level { get; set; }

    [SupplyParameterFromQuery(Name = "connection")] public string? ConnectionWished { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListActivities ListActivities { get; set; } = null!;

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Activities };

    private bool Everyone => EveryoneWished && Viewer.CanAdminister;

    private Guid? ConnectionId => Guid.TryParse(ConnectionWished, out var id) ? id : null;

    private ActivityLevel? AtLeast => Enum.TryParse<ActivityLevel>(Level, ignoreCase: true, out var level) && level is ActivityLevel.Warning or ActivityLevel.Error ? level : null;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private bool IsFiltered => !string.IsNullOrEmpty(Text) || !string.IsNullOrEmpty(Kind) || AtLeast is not null || ConnectionId is not null;

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var query = new ActivityQuery(Everyone, Kind, AtLeast, ConnectionId, Text, Cursor: Trail.Current, Limit: Rows);
        if (!(await ListActivities.RunAsync(Actor, query, cancellationToken)).TryGet(out var lines, out var failure)
            || !(await ListConnections.RunAsync(Actor, new ConnectionQuery(Everyone), cancellationToken)).TryGet(out var connections, out failure))
        {
            return failure;
        }

        (_lines, _connections) = (lines, connections.Items);
        return null;
    }

    private void Go(string name, string? value) => Navigation.NavigateTo(Href(name, value));

    private string Href(string name, string? value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null });

    private string? PageHref(string? trail) => trail is null ? null
        : Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["page"] = trail.Length == 0 ? null : trail });
}
