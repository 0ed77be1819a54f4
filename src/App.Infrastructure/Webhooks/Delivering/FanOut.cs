using System.Text.Json;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// Makes the deliveries of messages, once each: they and the mark on the message commit together. What can be sent at once is claimed as it is made; the rest waits in the store.
/// </summary>
internal sealed class FanOut(EndpointBook book, Action<IReadOnlyList<Guid>> changed, TimeProvider time)
{
    /// <summary>Deliveries of one turn, or a few more: however many endpoints a message is for, the gate is given free soon.</summary>
    private const int MostMade = 2000;

    /// <summary>Organizations that are served in one turn, each with its share; the next turn begins with those after them.</summary>
    private const int MostOrganizations = 32;

    private const string Fields = "m.\"Id\", m.\"Type\", m.\"SubjectId\", m.\"ConnectionId\", m.\"At\", m.\"Body\"";

    private static readonly Column[] Columns =
    [
        new("Id", ColumnKind.Id), new("OrganizationId", ColumnKind.Id), new("EndpointId", ColumnKind.Id), new("MessageId", ColumnKind.Id), new("Type", ColumnKind.Text), new("SubjectId", ColumnKind.Id),
        new("At", ColumnKind.Number), new("Status", ColumnKind.Number), new("Tries", ColumnKind.Number), new("DueAt", ColumnKind.Number), new("LeaseOwner", ColumnKind.Id),
    ];

    private static readonly Column[] Marks = [new("FannedAt", ColumnKind.Number), new("Id", ColumnKind.Id)];

    private Guid _lastServed;

    /// <summary>Fans out the oldest messages of each organization, so that none waits for another's thousands, within the caller's transaction, in which the book was refreshed after they were read.</summary>
    /// <param name="lanes">What may be claimed is claimed for.</param>
    /// <returns>How many messages there were, and whether more may be left.</returns>
    public async Task<(int Done, bool MayBeMore)> RunAsync(AppDbContext db, Write write, LeaseHolder holder, Lanes lanes, List<Claim> claims, int most, CancellationToken cancellationToken)
    {
        var (told, mayBeMore) = await ReadAsync(db, most, cancellationToken);
        if (told.Count == 0)
        {
            return (0, false);
        }

        changed(await book.RefreshAsync(db, cancellationToken));
        await using var deliveries = await write.InsertRowsAsync("Deliveries", Columns, ["Id"], cancellationToken);
        await using var marks = await write.UpdateRowsAsync("Messages", Marks, ["Id"], null, cancellationToken);
        var now = time.GetUtcNow();
        var made = new Making(deliveries, holder, lanes, claims, now, Instant.FromDateTimeOffset(now));
        var done = 0;
        foreach (var message in told.TakeWhile(_ => made.Count < MostMade))
        {
            done++;
            _lastServed = message.OrganizationId;
            await MakeAsync(message, made, cancellationToken);
            await marks.Add(InstantConverter.ToMicroseconds(made.Now)).Add(message.Id).WriteAsync(cancellationToken);
        }

        await deliveries.FlushAsync(cancellationToken);
        await marks.FlushAsync(cancellationToken);
        return (done, mayBeMore || done < told.Count);
    }

    /// <returns>There may be more where an organization's share was filled, or where there are more organizations than have one.</returns>
    private async Task<(List<Told> Told, bool MayBeMore)> ReadAsync(AppDbContext db, int most, CancellationToken cancellationToken)
    {
        var (told, organizations) = (new List<Told>(most), await ListOrganizationsAsync(db, cancellationToken));
        var mayBeMore = organizations.Count == MostOrganizations;
        foreach (var (place, organization) in organizations.Index())
        {
            // What those before it left is shared by the rest.
            var (share, before) = (Math.Max(1, (most - told.Count) / (organizations.Count - place)), told.Count);
            var sql = db.Dialect.ClaimRows(Fields, "\"Messages\" m", "m.\"FannedAt\" IS NULL AND m.\"OrganizationId\" = @organization", "m.\"At\"", share);
            await db.ReadRowsAsync(sql, [("organization", organization)], row => told.Add(Read(row, organization)), cancellationToken);
            mayBeMore |= told.Count - before == share;
        }

        return (told, mayBeMore);
    }

    private static Told Read(RowReader row, Guid organization) =>
        new(row.Id(0), organization, row.Text(1), row.IdOrNull(2), row.IdOrNull(3), InstantConverter.FromMicroseconds(row.Long(4)), row.Utf8(5));

    /// <summary>Those with something to fan out, beginning after the one served last.</summary>
    private async Task<List<Guid>> ListOrganizationsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var (found, after, mayWrap) = (new List<Guid>(), _lastServed, _lastServed != Guid.Empty);
        while (found.Count < MostOrganizations)
        {
            Guid? next = null;
            await db.ReadRowsAsync(NextOrganization(db), [("after", after)], row => next = row.Id(0), cancellationToken);
            if (next is { } organization && !found.Contains(organization))
            {
                found.Add(organization);
                after = organization;
            }
            else if (next is null && mayWrap)
            {
                (after, mayWrap) = (Guid.Empty, false);
            }
            else
            {
                break;
            }
        }

        return found;
    }

    private static string NextOrganization(AppDbContext db) =>
        db.Dialect.FirstRows("m.\"OrganizationId\"", "\"Messages\" m", "m.\"FannedAt\" IS NULL AND m.\"OrganizationId\" > @after", "m.\"OrganizationId\"", 1);

    private async Task MakeAsync(Told message, Making made, CancellationToken cancellationToken)
    {
        var parsed = new Lazy<JsonElement>(() => Parse(message.Body));
        foreach (var to in book.Of(message.OrganizationId))
        {
            if (to.Wants(message, parsed))
            {
                await AddAsync(message, to, made, cancellationToken);
            }
        }
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static async Task AddAsync(Told message, Destination to, Making made, CancellationToken cancellationToken)
    {
        var (id, until) = (Guid.CreateVersion7(made.Stamp), made.Holder.Until(to, made.Now));
        made.Count++;
        var direct = to.MaySend && to.IsPlain && made.Lanes.TryReserve(to.Id, made.Now);
        if (direct)
        {
            made.Claims.Add(new Claim(id, to, message.Id, message.Type, message.Body, isMade: false, 0, until));
        }
        else
        {
            made.Lanes.Of(to.Id).HasMore = true;
        }

        await made.Rows.Add(id).Add(message.OrganizationId).Add(to.Id).Add(message.Id).Add(message.Type).Add(message.SubjectId)
            .Add(InstantConverter.ToMicroseconds(message.At)).Add((long)(direct ? DeliveryStatus.Sending : DeliveryStatus.Waiting)).Add(0L)
            .Add(InstantConverter.ToMicroseconds(direct ? until : made.Now + to.Schedule.Waits[0])).Add(direct ? made.Holder.Id : null)
            .WriteAsync(cancellationToken);
    }

    private sealed record Making(RowWriter Rows, LeaseHolder Holder, Lanes Lanes, List<Claim> Claims, DateTimeOffset Stamp, Instant Now)
    {
        public int Count { get; set; }
    }
}

/// <summary>Who claims in this process, and for how long.</summary>
/// <param name="Lease">Beyond the timeout of whichever endpoint it is.</param>
internal sealed record LeaseHolder(Guid Id, Duration Lease)
{
    /// <summary>Longer than an answer can take, so that nothing is sent by two.</summary>
    public Instant Until(Destination to, Instant now) => now + Duration.FromTimeSpan(to.Timeout) + Lease;
}
