using App.Domain.Webhooks;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Claims what waits in the store, endpoint by endpoint, as much as each has room for: those with a backlog keep nothing from the others.</summary>
internal sealed class ClaimDue(EndpointBook book, TimeProvider time)
{
    /// <summary>How far an endpoint that wants order is looked through; of those that wait behind so many others none is sent.</summary>
    private const int MostLookedAt = 2000;

    private const long MicrosecondsInMinute = 60_000_000;

    /// <summary>Of an allowance that was not used, the last second's may be.</summary>
    private const long Burst = 1_000_000;

    private const string Fields = "d.\"Id\", d.\"MessageId\", d.\"Type\", d.\"Tries\", COALESCE(d.\"Body\", (SELECT m.\"Body\" FROM \"Messages\" m WHERE m.\"Id\" = d.\"MessageId\"))";

    private static readonly Column[] Claiming = [new("DueAt", ColumnKind.Number), new("LeaseOwner", ColumnKind.Id), new("Id", ColumnKind.Id)];

    private static readonly Column[] Renewing = [new("DueAt", ColumnKind.Number), new("Id", ColumnKind.Id), new("LeaseOwner", ColumnKind.Id)];

    /// <summary>Claims within the caller's transaction.</summary>
    public async Task RunAsync(AppDbContext db, Write write, LeaseHolder holder, Lanes lanes, List<Claim> claims, CancellationToken cancellationToken)
    {
        var (now, first) = (Instant.FromDateTimeOffset(time.GetUtcNow()), claims.Count);
        foreach (var to in book.All)
        {
            var (lane, room) = (lanes.Of(to.Id), lanes.RoomOf(to.Id));
            if (!to.MaySend || !lane.HasMore || room == 0)
            {
                continue;
            }

            var wanted = await AllowedAsync(db, write, to, room, now, cancellationToken);
            var found = wanted == 0 ? [] : await FindAsync(db, to, wanted, now, holder.Until(to, now), cancellationToken);
            lane.HasMore = found.Count > 0 || wanted == 0;
            lanes.Reserve(to.Id, found.Count);
            claims.AddRange(found);
        }

        if (claims.Count > first)
        {
            await using var rows = await write.UpdateRowsAsync("Deliveries", Claiming, ["Id"], $"\"Status\" = {(int)DeliveryStatus.Sending}", cancellationToken);
            foreach (var claim in claims.Skip(first))
            {
                await rows.Add(InstantConverter.ToMicroseconds(claim.Until)).Add(holder.Id).Add(claim.Id).WriteAsync(cancellationToken);
            }

            await rows.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Holds on to what is still being sent. Whatever another node took meanwhile stays its own.</summary>
    public static async Task RenewAsync(Write write, LeaseHolder holder, IReadOnlyList<Claim> claims, Instant now, CancellationToken cancellationToken)
    {
        await using var rows = await write.UpdateRowsAsync("Deliveries", Renewing, ["Id", "LeaseOwner"], $"\"Status\" = {(int)DeliveryStatus.Sending}", cancellationToken);
        foreach (var claim in claims)
        {
            claim.Until = holder.Until(claim.To, now);
            await rows.Add(InstantConverter.ToMicroseconds(claim.Until)).Add(claim.Id).Add(holder.Id).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// How many may be claimed of an endpoint that has a limit or an order: one node at a time, by its row; none while another is at it. A limit counts for all nodes together: the allowance moves on in the row.
    /// </summary>
    private static async Task<int> AllowedAsync(AppDbContext db, Write write, Destination to, int room, Instant now, CancellationToken cancellationToken)
    {
        if (to is { PerMinute: null, Order: DeliveryOrder.None })
        {
            return room;
        }

        long? spent = null;
        var sql = db.Dialect.ClaimRows("s.\"SpentUpTo\"", "\"EndpointStates\" s", "s.\"EndpointId\" = @id", "s.\"EndpointId\"", 1);
        await db.ReadRowsAsync(sql, [("id", to.Id)], row => spent = row.LongOrNull(0) ?? 0, cancellationToken);
        if (spent is null || to.PerMinute is not { } perMinute)
        {
            return spent is null ? 0 : room;
        }

        var (each, at) = (MicrosecondsInMinute / perMinute, InstantConverter.ToMicroseconds(now));
        var from = Math.Max(spent.Value, at - Math.Max(each, Burst));
        var allowed = (int)Math.Clamp((at - from) / each, 0, room);
        if (allowed > 0)
        {
            await write.ExecuteAsync("UPDATE \"EndpointStates\" SET \"SpentUpTo\" = @next WHERE \"EndpointId\" = @id", [("next", from + (allowed * each)), ("id", to.Id)], cancellationToken);
        }

        return allowed;
    }

    private static async Task<List<Claim>> FindAsync(AppDbContext db, Destination to, int most, Instant now, Instant until, CancellationToken cancellationToken)
    {
        var found = new List<Claim>();
        Claim Read(RowReader row) => new(row.Id(0), to, row.Id(1), row.Text(2), row.IsNull(4) ? [] : row.Utf8(4), row.Int(3), until);
        if (to.Order == DeliveryOrder.None)
        {
            var sql = db.Dialect.ClaimRows(Fields, "\"Deliveries\" d", "d.\"EndpointId\" = @endpoint AND d.\"DueAt\" <= @now", "d.\"DueAt\"", most);
            await db.ReadRowsAsync(sql, [("endpoint", to.Id), ("now", InstantConverter.ToMicroseconds(now))], row => found.Add(Read(row)), cancellationToken);
            return found;
        }

        // In the order in which they happened: of each subject the first that is not over, and only if it is due.
        var (subjects, due) = (new HashSet<Guid>(), InstantConverter.ToMicroseconds(now));
        var all = db.Dialect.FirstRows(Fields + ", d.\"SubjectId\", d.\"DueAt\"", "\"Deliveries\" d", "d.\"EndpointId\" = @endpoint AND d.\"Status\" <> 2 AND d.\"DueAt\" IS NOT NULL", "d.\"At\", d.\"Id\"", MostLookedAt);
        await db.ReadRowsAsync(
            all,
            [("endpoint", to.Id)],
            row =>
            {
                var isFirst = row.IdOrNull(5) is not { } subject || subjects.Add(subject);
                if (isFirst && row.Long(6) <= due && found.Count < most)
                {
                    found.Add(Read(row));
                }
            },
            cancellationToken);
        return found;
    }
}
