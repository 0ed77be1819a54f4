using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Narrows deliveries of an organization to those that are wanted.</summary>
internal static class DeliveryFilter
{
    private static readonly Failure HalfAnId = new Failure.Invalid("search", "Enter the whole webhook-id: msg_ and 32 characters.");

    public static async Task<Result<IQueryable<Delivery>>> NarrowAsync(AppDbContext db, Guid organization, DeliveryQuery query, CancellationToken cancellationToken)
    {
        var rows = db.Deliveries.AsNoTracking();
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

        if (!string.IsNullOrEmpty(query.Answer))
        {
            if (!AnswerFilter.Parse(query.Answer).TryGet(out var answer, out var unreadable))
            {
                return unreadable;
            }

            rows = answer.Narrow(rows);
        }

        if (!string.IsNullOrEmpty(query.Subject))
        {
            if (!About(rows, organization, query.Subject, "subject").TryGet(out rows!, out var unreadable))
            {
                return unreadable;
            }
        }

        return query.Search?.Trim() is { Length: > 0 } text ? await SearchAsync(db, rows, organization, text, cancellationToken) : Result.Ok(rows);
    }

    /// <summary>A delivery is looked up by its id before its id is taken for a subject's: the one is a look into the key, the other at each of them.</summary>
    private static async Task<Result<IQueryable<Delivery>>> SearchAsync(AppDbContext db, IQueryable<Delivery> rows, Guid organization, string text, CancellationToken cancellationToken)
    {
        if (text.StartsWith(DeliveryRows.MessagePrefix, StringComparison.Ordinal))
        {
            return Guid.TryParseExact(text[DeliveryRows.MessagePrefix.Length..], "N", out var message) ? Result.Ok(rows.Where(d => d.MessageId == message)) : HalfAnId;
        }

        return Guid.TryParse(text, out var id) && await db.Deliveries.AnyAsync(d => d.Id == id, cancellationToken)
            ? Result.Ok(rows.Where(d => d.Id == id))
            : About(rows, organization, text, "search");
    }

    /// <summary>By the id of what it is about, or by what a program called it.</summary>
    private static Result<IQueryable<Delivery>> About(IQueryable<Delivery> rows, Guid organization, string text, string field)
    {
        if (!PublishEvent.IsSubject(text))
        {
            return new Failure.Invalid(field, $"Must be text of 1 to {PublishEvent.MostSubject} characters.");
        }

        var published = PublishEvent.SubjectIdOf(organization, text);
        Guid?[] subjects = Guid.TryParse(text, out var id) ? [id, published] : [published];
        return Result.Ok(rows.Where(d => subjects.Contains(d.SubjectId)));
    }
}
