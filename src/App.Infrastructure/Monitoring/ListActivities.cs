using App.Domain;
using App.Domain.Monitoring;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Monitoring;

/// <summary>Which lines of the log are wanted; all filters narrow. <paramref name="KindPrefix"/> such as <c>connection.</c>; <paramref name="Text"/> is searched without regard to case.</summary>
public sealed record ActivityQuery(bool Everyone = false, string? KindPrefix = null, ActivityLevel? AtLeast = null, Guid? ConnectionId = null, string? Text = null, Instant? From = null, Instant? To = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>Lists the log, newest first: one's own lines, or, for Owners and Admins, everyone's.</summary>
public sealed class ListActivities(AppDatabase database)
{
    public const int MostText = 100;

    public async Task<Result<Page<Activity>>> RunAsync(Actor actor, ActivityQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, query.Everyone ? Role.Admin : Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        if (query.Text?.Length > MostText)
        {
            return new Failure.Invalid("text", $"At most {MostText} characters.");
        }

        var rows = Filter(db.Activities.AsNoTracking().Where(a => query.Everyone || a.MemberId == member.Id), query);
        if (after is { } cursor)
        {
            rows = rows.Where(a => a.At < cursor.At || (a.At == cursor.At && a.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await rows.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        return new Page<Activity>(page, found.Count > query.Limit ? new PageCursor(page[^1].At, page[^1].Id).ToString() : null);
    }

    private static IQueryable<Activity> Filter(IQueryable<Activity> rows, ActivityQuery query)
    {
        if (!string.IsNullOrEmpty(query.KindPrefix))
        {
            rows = rows.Where(a => a.Kind.StartsWith(query.KindPrefix));
        }

        if (query.AtLeast is { } level)
        {
            rows = rows.Where(a => a.Level >= level);
        }

        if (query.ConnectionId is { } connection)
        {
            rows = rows.Where(a => a.ConnectionId == connection);
        }

        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var text = query.Text.Trim().ToUpperInvariant();
            rows = rows.Where(a => a.Text.ToUpper().Contains(text) || a.By.ToUpper().Contains(text));
        }

        if (query.From is { } from)
        {
            rows = rows.Where(a => a.At >= from);
        }

        return query.To is { } to ? rows.Where(a => a.At < to) : rows;
    }
}
