using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Lists what is and was told to the organization's endpoints, newest first.</summary>
public sealed class ListDeliveries(AppDatabase database)
{
    private static readonly Failure Unreadable = new Failure.Invalid("search", "Enter a whole webhook-id (msg_…) or the id of a delivery.");

    public async Task<Result<Page<DeliveryView>>> RunAsync(Actor actor, DeliveryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        if (EventTypeNames.Unknown(query.Type) is { } unknown)
        {
            return unknown;
        }

        if (!Filter(db.Deliveries.AsNoTracking(), query).TryGet(out var rows, out malformed))
        {
            return malformed;
        }

        if (after is { } last)
        {
            rows = rows.Where(d => d.At < last.At || (d.At == last.At && d.Id.CompareTo(last.Id) < 0));
        }

        var endpoints = await db.Endpoints.Where(e => query.EndpointId == null || e.Id == query.EndpointId).Select(e => e.Id).ToListAsync(cancellationToken);
        var found = await NewestAsync(rows, endpoints, query.Limit + 1, cancellationToken);
        return Paging.Cut(found, query.Limit, d => new PageCursor(d.At, d.Id));
    }

    /// <summary>Those of each endpoint are read in the order of an index; there is none over all, which would be one more to keep with each delivery.</summary>
    private static async Task<List<DeliveryView>> NewestAsync(IQueryable<Delivery> rows, List<Guid> endpoints, int most, CancellationToken cancellationToken)
    {
        var newest = new List<DeliveryView>();
        foreach (var endpoint in endpoints)
        {
            var own = rows.Where(d => d.EndpointId == endpoint);
            if (newest.Count == most)
            {
                var oldest = newest[^1].At;
                own = own.Where(d => d.At >= oldest);
            }

            newest = [.. newest.Concat(await DeliveryRows.ViewAsync(own.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(most), cancellationToken)).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(most)];
        }

        return newest;
    }

    private static Result<IQueryable<Delivery>> Filter(IQueryable<Delivery> rows, DeliveryQuery query)
    {
        if (query.Status is { } status)
        {
            rows = rows.In(status);
        }

        if (!string.IsNullOrEmpty(query.Type))
        {
            rows = rows.Where(d => d.Type == query.Type);
        }

        if (query.From is { } from)
        {
            rows = rows.Where(d => d.At >= from);
        }

        if (query.To is { } to)
        {
            rows = rows.Where(d => d.At < to);
        }

        return Search(rows, query.Search?.Trim());
    }

    private static Result<IQueryable<Delivery>> Search(IQueryable<Delivery> rows, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Result.Ok(rows);
        }

        if (text.StartsWith(DeliveryRows.MessagePrefix, StringComparison.Ordinal) && Guid.TryParseExact(text[DeliveryRows.MessagePrefix.Length..], "N", out var message))
        {
            return Result.Ok(rows.Where(d => d.MessageId == message));
        }

        return Guid.TryParse(text, out var id) ? Result.Ok(rows.Where(d => d.Id == id)) : Unreadable;
    }
}
