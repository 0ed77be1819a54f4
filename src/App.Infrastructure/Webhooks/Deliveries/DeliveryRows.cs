using App.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Finds deliveries, and makes views of them, without what is sent.</summary>
internal static class DeliveryRows
{
    public const string MessagePrefix = "msg_";

    /// <summary>Those of one status, as the indexes have them. What they leave out is not said side by side: EF would make one <c>NOT IN</c> of it, by which SQLite doesn't know the index.</summary>
    public static IQueryable<Delivery> In(this IQueryable<Delivery> rows, DeliveryStatus status) => status switch
    {
        DeliveryStatus.Delivered => rows.Where(d => d.Status == DeliveryStatus.Delivered),
        DeliveryStatus.Sending => rows.Where(d => d.Status == DeliveryStatus.Sending && d.DueAt != null),
        _ => rows.Where(d => d.Status != DeliveryStatus.Sending && d.Status == status && d.Status != DeliveryStatus.Delivered),
    };

    public static async Task<List<DeliveryView>> ViewAsync(IQueryable<Delivery> rows, CancellationToken cancellationToken) =>
        [.. (await rows.Select(d => new { d.Id, d.EndpointId, d.MessageId, d.Type, d.At, d.Status, d.Tries, d.DueAt, d.TriedAt, d.LastStatus, d.LastError, d.LastMilliseconds }).ToListAsync(cancellationToken)).Select(d => new DeliveryView
        {
            Id = d.Id,
            EndpointId = d.EndpointId,
            MessageId = Message.WireId(d.MessageId),
            Type = d.Type,
            At = d.At,
            Status = d.Status,
            Tries = d.Tries,
            NextTryAt = d.Status == DeliveryStatus.Waiting ? d.DueAt : null,
            TriedAt = d.TriedAt,
            LastStatus = d.LastStatus,
            LastError = d.LastError,
            LastMilliseconds = d.LastMilliseconds,
        })];
}
