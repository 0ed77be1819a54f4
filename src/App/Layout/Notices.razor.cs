using App.Domain;
using App.Domain.Notifications;
using App.Infrastructure.Notifications;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Layout;

public partial class Notices
{
    private IReadOnlyList<Notification> _notices = [];

    [Inject] private ListNotifications ListNotifications { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Notifications };

    private bool IsOverview => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?')[0].TrimEnd('/') == Urls.Integrations;

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if ((await ListNotifications.RunAsync(Actor, cancellationToken)).TryGet(out var notices, out var failure))
        {
            _notices = notices;
        }

        return failure;
    }

    private Task DismissAsync() => DoAsync("dismiss", async ct =>
    {
        Result<Done> last = Result.Done;
        foreach (var notice in _notices)
        {
            last = await ListNotifications.ReadAsync(Actor, notice.Id, ct);
        }

        return last;
    });
}
