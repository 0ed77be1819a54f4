using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Rows of what came in.</summary>
internal static class InboundRows
{
    private static readonly string[] Columns = ["Id", "OrganizationId", "ConnectionId", "Provider", "ExternalId", "Type", "At", "Status", "Reason", "From", "Body", "Tries", "DueAt", "EndedAt"];

    /// <summary>Adds what came in, unless the connection has one of that id.</summary>
    public static async Task KeepOnceAsync(this AppDbContext db, Write write, InboundEvent came, CancellationToken cancellationToken)
    {
        (string, object?)[] row =
        [
            ("Id", came.Id),
            ("OrganizationId", came.OrganizationId),
            ("ConnectionId", came.ConnectionId),
            ("Provider", came.Provider),
            ("ExternalId", came.ExternalId),
            ("Type", came.Type),
            ("At", InstantConverter.ToMicroseconds(came.At)),
            ("Status", (int)came.Status),
            ("Reason", came.Reason),
            ("From", came.From),
            ("Body", came.Body),
            ("Tries", came.Tries),
            ("DueAt", came.DueAt is { } due ? InstantConverter.ToMicroseconds(due) : null),
            ("EndedAt", came.EndedAt is { } ended ? InstantConverter.ToMicroseconds(ended) : null),
        ];
        if (await write.ExecuteAsync(db.Dialect.InsertIfAbsent("InboundEvents", Columns, ["ConnectionId", "ExternalId"]), row, cancellationToken) == 1)
        {
            db.Announce(came.OrganizationId, Topics.Inbound, came.Id);
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
