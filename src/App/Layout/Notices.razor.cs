using App.Domain;
using App.Domain.Connections;
using App.Domain.Notifications;
using App.Infrastructure.Connections;
using App.Infrastructure.Notifications;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Layout;

public partial class Notices
{
    private IReadOnlyList<Notification> _notices = [];

    [Inject] private ListNotifications ListNotifications { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Notifications, Topics.Connections };

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?')[0].TrimEnd('/');

    private bool IsOverview => Here == Urls.Integrations;

    private IReadOnlyList<Notification> Shown => IsOverview ? [.. _notices.Where(n => n.ConnectionId is null)] : _notices;

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ListNotifications.RunAsync(Actor, cancellationToken)).TryGet(out var notices, out var failure)
            || !(await ListConnections.RunAsync(Actor, new ConnectionQuery(), cancellationToken)).TryGet(out var connections, out failure))
        {
            return failure;
        }

        _notices = [.. notices.Where(n => !connections.Items.Any(c => c.Id == n.ConnectionId && IsOver(n, c)))];
        return null;
    }

    // Trouble that has passed since is told by the log, not here.
    private static bool IsOver(Notification notice, ConnectionView connection) =>
        connection is { Status: ConnectionStatus.Active, ErrorCode: null } && connection.StatusSince > notice.CreatedAt;

    // The page it leads to says it itself.
    private bool IsHere(Notification notice) => Here == notice.Path.Trim('/');

    private Task DismissAsync() => DoAsync("dismiss", async ct =>
    {
        Result<Done> last = Result.Done;
        foreach (var notice in Shown)
        {
            last = await ListNotifications.ReadAsync(Actor, notice.Id, ct);
        }

        return last;
    });
}
