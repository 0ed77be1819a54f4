using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Stops sending to an endpoint, and says so: to those who can mend it, in the log, and to the other endpoints. What happens from now on waits for it.</summary>
public sealed class DisableEndpoint(AppDatabase database)
{
    public const string Kind = "endpoint.disabled";

    /// <param name="version">Only if it has not changed since; null: in any case.</param>
    /// <param name="reason">A sentence.</param>
    public async Task RunAsync(Guid id, long? version, string reason, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("an endpoint that fails is disabled");
        if (await db.Endpoints.SingleOrDefaultAsync(e => e.Id == id && e.Status == EndpointStatus.Enabled && (version == null || e.Version == version), cancellationToken) is not { } endpoint)
        {
            return;
        }

        await db.SwitchOffAsync(endpoint, reason, cancellationToken);
        await db.TrySaveAsync(cancellationToken);
    }
}

/// <summary>Who is told about an endpoint.</summary>
internal static class EndpointNotices
{
    /// <summary>Disables it, and tells people and programs; the caller saves.</summary>
    /// <param name="reason">A sentence.</param>
    public static async Task SwitchOffAsync(this AppDbContext db, Endpoint endpoint, string reason, CancellationToken cancellationToken)
    {
        var since = await db.EndpointStates.Where(s => s.EndpointId == endpoint.Id).Select(s => s.FailingSince).SingleOrDefaultAsync(cancellationToken);
        (endpoint.Status, endpoint.StatusSince, endpoint.StatusReason) = (EndpointStatus.Disabled, db.Time.Now(), reason);
        var text = $"“{endpoint.Name}” was switched off. {reason} What happens meanwhile waits; send a test when it is mended.";
        db.Log(endpoint.OrganizationId, DisableEndpoint.Kind, text, "The product", new ActivitySubject(), ActivityLevel.Error);
        await db.TellAdminsAsync(endpoint, DisableEndpoint.Kind, text, cancellationToken);
        db.Tell(endpoint.OrganizationId, EventTypes.EndpointDisabled, new EndpointDisabledData(endpoint.Id, endpoint.Name, new Uri(endpoint.Url).Host, reason, since), new MessageSubject(endpoint.Id));
    }

    public static async Task TellAdminsAsync(this AppDbContext db, Endpoint endpoint, string kind, string text, CancellationToken cancellationToken)
    {
        var admins = await db.Members.Where(m => m.OrganizationId == endpoint.OrganizationId && m.Role != Role.Member && m.RemovedAt == null).Select(m => m.Id).ToListAsync(cancellationToken);
        foreach (var admin in admins)
        {
            db.Notify(new Notification
            {
                Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
                OrganizationId = endpoint.OrganizationId,
                MemberId = admin,
                Kind = kind,
                Text = text,
                Path = $"/integrations/webhooks/{endpoint.Id}",
                CreatedAt = db.Time.Now(),
            });
        }
    }
}
