using System.Globalization;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Claims what waits in the store, endpoint by endpoint, as much as each has room for: those with a backlog keep nothing from the others.</summary>
internal sealed class ClaimDue(EndpointBook book, Func<Guid, bool> isHeld, TimeProvider time)
{
    /// <summary>How far an endpoint that wants order is looked through; of those that wait behind so many others none is sent.</summary>
    private const int MostLookedAt = 2000;

    private const int MostIds = 500;

    private const string Fields = "d.\"Id\", d.\"MessageId\", d.\"Type\", d.\"Tries\", d.\"Body\", COALESCE(d.\"Body\", (SELECT m.\"Body\" FROM \"Messages\" m WHERE m.\"Id\" = d.\"MessageId\"))";

    /// <summary>As the index of what waits or was given up has it.</summary>
    private static readonly string Waiting = string.Create(
        CultureInfo.InvariantCulture,
        $"d.\"EndpointId\" = @endpoint AND d.\"Status\" <> {(int)DeliveryStatus.Sending} AND d.\"Status\" <> {(int)DeliveryStatus.Delivered} AND d.\"Status\" = {(int)DeliveryStatus.Waiting}");

    private static readonly Column[] Claiming = [new("DueAt", ColumnKind.Number), new("LeaseOwner", ColumnKind.Id), new("Id", ColumnKind.Id)];

    private static readonly Column[] Renewing = [new("DueAt", ColumnKind.Number), new("Id", ColumnKind.Id), new("LeaseOwner", ColumnKind.Id)];

    /// <summary>Claims within the caller's transaction.</summary>
    public async Task RunAsync(AppDbContext db, Write write, LeaseHolder holder, Lanes lanes, List<Claim> claims, CancellationToken cancellationToken)
    {
        var (now, first) = (Instant.FromDateTimeOffset(time.GetUtcNow()), claims.Count);
        foreach (var to in book.All)
        {
            var (lane, room) = (lanes.Of(to.Id), lanes.RoomOf(to.Id));
            lane.HasMore &= to.MaySend;
            if (!lane.HasMore || room == 0)
            {
                continue;
            }

            var found = await FindAsync(db, write, to, room, now, holder.Until(to, now), cancellationToken);
            lane.HasMore = found.Count > 0;
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

    /// <summary>Holds on to what is still being sent, until the new moment. Whatever another node took meanwhile stays its own.</summary>
    public static async Task RenewAsync(Write write, LeaseHolder holder, IReadOnlyList<(Claim Claim, Instant Until)> claims, CancellationToken cancellationToken)
    {
        await using var rows = await write.UpdateRowsAsync("Deliveries", Renewing, ["Id", "LeaseOwner"], $"\"Status\" = {(int)DeliveryStatus.Sending}", cancellationToken);
        foreach (var (claim, until) in claims)
        {
            await rows.Add(InstantConverter.ToMicroseconds(until)).Add(claim.Id).Add(holder.Id).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    private async Task<List<Claim>> FindAsync(AppDbContext db, Write write, Destination to, int room, Instant now, Instant until, CancellationToken cancellationToken)
    {
        if (to is { PerMinute: null, Order: DeliveryOrder.None })
        {
            return await FindDueAsync(db, to, room, now, until, cancellationToken);
        }

        // One node at a time, by the endpoint's row; none while another is at it.
        long? spent = null;
        var sql = db.Dialect.ClaimRows("s.\"SpentUpTo\"", "\"EndpointStates\" s", "s.\"EndpointId\" = @id", "s.\"EndpointId\"", 1);
        await db.ReadRowsAsync(sql, [("id", to.Id)], row => spent = row.LongOrNull(0) ?? 0, cancellationToken);
        if (spent is null)
        {
            return [];
        }

        var allowance = to.PerMinute is { } perMinute ? Allowance.Of(perMinute, spent.Value, InstantConverter.ToMicroseconds(now)) : null;
        var most = Math.Min(room, allowance?.Left ?? room);
        var found = most == 0 ? [] : to.Order == DeliveryOrder.None ? await FindDueAsync(db, to, most, now, until, cancellationToken) : await FindFirstAsync(db, to, most, now, until, cancellationToken);
        if (allowance is not null && found.Count > 0)
        {
            await write.ExecuteAsync("UPDATE \"EndpointStates\" SET \"SpentUpTo\" = @next WHERE \"EndpointId\" = @id", [("next", allowance.After(found.Count)), ("id", to.Id)], cancellationToken);
        }

        return found;
    }

    /// <summary>What a crash left comes first, then what waits.</summary>
    private async Task<List<Claim>> FindDueAsync(AppDbContext db, Destination to, int most, Instant now, Instant until, CancellationToken cancellationToken)
    {
        var found = new List<Claim>();
        foreach (var status in (DeliveryStatus[])[DeliveryStatus.Sending, DeliveryStatus.Waiting])
        {
            var sql = db.Dialect.ClaimRows(Fields, "\"Deliveries\" d", $"{Pending(status)} AND d.\"DueAt\" <= @now", "d.\"DueAt\"", most - found.Count);
            await db.ReadRowsAsync(sql, [("endpoint", to.Id), ("now", InstantConverter.ToMicroseconds(now))], row => Add(found, row, to, until), cancellationToken);
        }

        return found;
    }

    /// <summary>
    /// In the order in which they happened: of each subject the first that is not over, and only if it is due; none while one is sent, nor while an earlier message of it has no deliveries yet.
    /// </summary>
    private async Task<List<Claim>> FindFirstAsync(AppDbContext db, Destination to, int most, Instant now, Instant until, CancellationToken cancellationToken)
    {
        var busy = new HashSet<Guid>();
        var open = await ListOpenAsync(db, to, InstantConverter.ToMicroseconds(now), busy, cancellationToken);
        await db.ReadRowsAsync("SELECT m.\"SubjectId\" FROM \"Messages\" m WHERE m.\"FannedAt\" IS NULL AND m.\"OrganizationId\" = @organization AND m.\"SubjectId\" IS NOT NULL", [("organization", to.OrganizationId)], row => busy.Add(row.Id(0)), cancellationToken);
        var found = new List<Claim>();
        foreach (var some in open.OrderBy(o => o.At).ThenBy(o => o.Id).Where(o => (o.Subject is not { } subject || busy.Add(subject)) && o.IsDue).Take(most).Chunk(MostIds))
        {
            var names = string.Join(", ", some.Select((_, n) => string.Create(CultureInfo.InvariantCulture, $"@i{n}")));
            var sql = db.Dialect.ClaimRows(Fields, "\"Deliveries\" d", $"d.\"Id\" IN ({names}) AND d.\"Status\" IN ({(int)DeliveryStatus.Waiting}, {(int)DeliveryStatus.Sending}) AND d.\"DueAt\" <= @now", "d.\"At\", d.\"Id\"", some.Length);
            await db.ReadRowsAsync(sql, some.Select((o, n) => (string.Create(CultureInfo.InvariantCulture, $"i{n}"), (object)o.Id)).Append(("now", InstantConverter.ToMicroseconds(now))), row => Add(found, row, to, until), cancellationToken);
        }

        return found;
    }

    /// <summary>What waits, and what a crash left; the subjects of what is being sent are <paramref name="busy"/>.</summary>
    private static async Task<List<Open>> ListOpenAsync(AppDbContext db, Destination to, long now, HashSet<Guid> busy, CancellationToken cancellationToken)
    {
        var open = new List<Open>();
        await db.ReadRowsAsync(
            $"SELECT d.\"Id\", d.\"SubjectId\", d.\"At\", d.\"DueAt\" FROM \"Deliveries\" d WHERE {Pending(DeliveryStatus.Sending)}",
            [("endpoint", to.Id)],
            row =>
            {
                if (row.Long(3) <= now)
                {
                    open.Add(new Open(row.Id(0), row.IdOrNull(1), row.Long(2), true));
                }
                else if (row.IdOrNull(1) is { } subject)
                {
                    busy.Add(subject);
                }
            },
            cancellationToken);
        await db.ReadRowsAsync(
            db.Dialect.FirstRows("d.\"Id\", d.\"SubjectId\", d.\"At\", d.\"DueAt\"", "\"Deliveries\" d", Waiting, "d.\"At\", d.\"Id\"", MostLookedAt),
            [("endpoint", to.Id)],
            row => open.Add(new Open(row.Id(0), row.IdOrNull(1), row.Long(2), row.LongOrNull(3) <= now)),
            cancellationToken);
        return open;
    }

    /// <summary>As the index of what is due has it.</summary>
    private static string Pending(DeliveryStatus status) => string.Create(CultureInfo.InvariantCulture, $"d.\"EndpointId\" = @endpoint AND d.\"Status\" = {(int)status} AND d.\"DueAt\" IS NOT NULL");

    /// <summary>What this process still holds is its own, even if the lease ended while the store could not be reached.</summary>
    private void Add(List<Claim> found, RowReader row, Destination to, Instant until)
    {
        if (!isHeld(row.Id(0)))
        {
            found.Add(new Claim(row.Id(0), to, row.Id(1), row.Text(2), row.IsNull(5) ? [] : row.Utf8(5), !row.IsNull(4), row.Int(3), until));
        }
    }

    /// <param name="IsDue">It may be sent now.</param>
    private sealed record Open(Guid Id, Guid? Subject, long At, bool IsDue);

    /// <summary>What a limit leaves, from all nodes together: so much of time is spent with each request, and of what was not spent the last second's is left.</summary>
    private sealed record Allowance(long From, long Each, int Left)
    {
        private const long MicrosecondsInMinute = 60_000_000;
        private const long Burst = 1_000_000;

        public static Allowance Of(int perMinute, long spentUpTo, long now)
        {
            var each = MicrosecondsInMinute / perMinute;
            var from = Math.Max(spentUpTo, now - Math.Max(each, Burst));
            return new Allowance(from, each, (int)Math.Clamp((now - from) / each, 0, int.MaxValue));
        }

        public long After(int requests) => From + (requests * Each);
    }
}
