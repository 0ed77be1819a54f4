using App.Domain.Monitoring;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Delivering;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>
/// Gives up what no key opens any more of webhooks; for the operator whose key ring is gone. What happens meanwhile waits: nothing is sent that its receiver would refuse, and nothing that
/// lacks its headers. Each is called within a transaction, and the caller saves.
/// </summary>
internal static class LostSecrets
{
    public const string SecretLost = "Its secret was lost on this server: enter the new one at the receiver.";

    public const string HeadersLost = "Its headers were lost on this server: enter them again.";

    public const string FormerLost = "Its former secret was lost on this server and signs no more: a receiver that knows only that one refuses everything until it has the present one.";

    private const string Lost = "endpoint.secret_lost";

    /// <summary>A new one takes its place where none that signs is left.</summary>
    public static async Task GiveUpEndpointSecretAsync(this AppDbContext db, Seals seals, Guid id, CancellationToken cancellationToken)
    {
        var lost = await db.EndpointSecrets.SingleAsync(s => s.Id == id, cancellationToken);
        var endpoint = await db.Endpoints.SingleAsync(e => e.Id == lost.EndpointId, cancellationToken);
        await db.LockEndpointAsync(endpoint.Id, cancellationToken);
        db.EndpointSecrets.Remove(lost);
        if (lost.ExpiresAt is null)
        {
            db.AddSecret(seals, endpoint);
            await db.HoldBackAsync(endpoint, SecretLost, cancellationToken);
        }
        else
        {
            db.Touch(endpoint);
            await db.TellOfLossAsync(endpoint, FormerLost, cancellationToken);
        }
    }

    public static async Task GiveUpEndpointHeadersAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var endpoint = await db.Endpoints.SingleAsync(e => e.Id == id, cancellationToken);
        endpoint.SealedHeaders = null;
        await db.HoldBackAsync(endpoint, HeadersLost, cancellationToken);
    }

    /// <summary>Switched off where it is on. One that is paused or off already stays so, for its own reason and this one.</summary>
    private static async Task HoldBackAsync(this AppDbContext db, Endpoint endpoint, string reason, CancellationToken cancellationToken)
    {
        if (endpoint.Status == EndpointStatus.Enabled)
        {
            await db.SwitchOffAsync(endpoint, reason, cancellationToken);
            return;
        }

        endpoint.StatusReason = endpoint.StatusReason is { } before ? $"{before} {reason}" : reason;
        await db.TellOfLossAsync(endpoint, reason, cancellationToken);
    }

    private static Task TellOfLossAsync(this AppDbContext db, Endpoint endpoint, string reason, CancellationToken cancellationToken)
    {
        var text = $"Webhook endpoint “{endpoint.Name}”: {reason}";
        db.Log(endpoint.OrganizationId, Lost, text, "Integrations", new ActivitySubject(), ActivityLevel.Warning);
        return db.TellAdminsAsync(endpoint, Lost, text, cancellationToken);
    }

    /// <summary>Nothing is believed there until a new one has been made.</summary>
    public static async Task GiveUpInboundSecretAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var source = await db.InboundSources.SingleAsync(s => s.Id == id, cancellationToken);
        source.SealedSecret = null;
        db.Log(source.OrganizationId, "inbound.secret_lost", "The secret for incoming events was lost on this server. Make a new one under Webhooks, Coming in.", "Integrations", new ActivitySubject(ConnectionId: id), ActivityLevel.Warning);
    }

    public static async Task GiveUpFormerInboundSecretAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await db.InboundSources.SingleAsync(s => s.Id == id, cancellationToken)).DropFormerSecret();
}
