using App.Domain.Notifications;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks;

namespace App.Infrastructure.Notifications;

/// <summary>Notifies members; whoever does so goes through here, for endpoints are told of it.</summary>
internal static class NotificationMessages
{
    public static void Notify(this AppDbContext db, Notification notification)
    {
        db.Notifications.Add(notification);
        var data = new NotificationSentData(notification.Id, notification.MemberId, notification.Kind, notification.Text, notification.Path, notification.ConnectionId, notification.CreatedAt);
        db.Tell(notification.OrganizationId, EventTypes.NotificationSent, data, new MessageSubject(notification.MemberId, notification.ConnectionId));
    }
}
