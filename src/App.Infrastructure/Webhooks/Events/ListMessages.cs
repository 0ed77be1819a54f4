using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>Which messages are wanted; all filters narrow.</summary>
/// <param name="From">Not before it.</param>
/// <param name="To">Before it.</param>
public sealed record MessageQuery(string? Type = null, Instant? From = null, Instant? To = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>Lists what was told to endpoints, newest first; for Owners and Admins.</summary>
public sealed class ListMessages(AppDatabase database)
{
    public async Task<Result<Page<MessageView>>> RunAsync(Actor actor, MessageQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused)
            || !PageCursor.Parse(query.Cursor).TryGet(out var after, out refused))
        {
            return refused;
        }

        if (EventTypeNames.Unknown(query.Type) is { } unknown)
        {
            return unknown;
        }

        var rows = Filter(db.Messages.AsNoTracking(), query);
        if (after is { } cursor)
        {
            rows = rows.Where(m => m.At < cursor.At || (m.At == cursor.At && m.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await rows.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, query.Limit, m => new PageCursor(m.At, m.Id));
        return new Page<MessageView>([.. page.Items.Select(MessageView.Of)], page.Next);
    }

    private static IQueryable<Message> Filter(IQueryable<Message> rows, MessageQuery query)
    {
        if (!string.IsNullOrEmpty(query.Type))
        {
            rows = rows.Where(m => m.Type == query.Type);
        }

        if (query.From is { } from)
        {
            rows = rows.Where(m => m.At >= from);
        }

        return query.To is { } to ? rows.Where(m => m.At < to) : rows;
    }
}

/// <summary>Reads one message with its deliveries; for Owners and Admins.</summary>
public sealed class ReadMessage(AppDatabase database)
{
    public async Task<Result<MessageWithDeliveries>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if (await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } message)
        {
            return new Failure.NotFound("The event");
        }

        var deliveries = await (from delivery in db.Deliveries
                                where delivery.MessageId == id
                                join endpoint in db.Endpoints on delivery.EndpointId equals endpoint.Id
                                orderby endpoint.CreatedAt, endpoint.Id
                                select new MessageDelivery(delivery.Id, endpoint.Id, endpoint.Name, delivery.Status, delivery.Tries, delivery.DueAt, delivery.TriedAt, delivery.LastStatus, delivery.LastError))
            .Take(Endpoint.MostOfOrganization).ToListAsync(cancellationToken);
        return new MessageWithDeliveries(MessageView.Of(message), deliveries);
    }
}
