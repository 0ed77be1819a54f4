using System.Globalization;
using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Begins to send an endpoint's deliveries again, those given up or all; <see cref="ReplayPump"/> does it a few at a time.</summary>
public sealed class ReplayDeliveries(AppDatabase database, ReplaySignal signal)
{
    /// <summary>As far as deliveries are counted beforehand; there may be more.</summary>
    public const int MostCounted = 100_000;

    /// <summary>How far back they are kept.</summary>
    public static readonly Duration Longest = CleanUp.Keep;

    /// <param name="asked">Messages that happened then or later; null: all that is kept.</param>
    /// <returns>Id of the replay.</returns>
    public async Task<Result<Guid>> RunAsync(Actor actor, Guid endpointId, ReplayScope scope, Instant? asked, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        var now = db.Time.Now();
        var since = asked ?? now - Longest;
        if (!Enum.IsDefined(scope) || since < now - Longest || since >= now)
        {
            return Enum.IsDefined(scope) ? new Failure.Invalid("since", $"Must be in the last {Longest.Days} days.") : new Failure.Invalid("scope", "Choose one of those there are.");
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, endpointId, null, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        await db.LockEndpointAsync(endpointId, cancellationToken);
        if (await db.Replays.AnyAsync(r => r.EndpointId == endpointId && r.EndedAt == null, cancellationToken))
        {
            return new Failure.Conflict("replaying", "Deliveries of this endpoint are being sent again now. Begin once that has ended.");
        }

        var replay = new Replay
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = actor.OrganizationId,
            EndpointId = endpointId,
            Scope = scope,
            Since = since,
            Until = now,
            CreatedAt = now,
            CreatedBy = open.Member.Id,
        };
        replay.Total = await db.Replayed(replay).Take(MostCounted).CountAsync(cancellationToken);
        db.Replays.Add(replay);
        db.Log(actor.OrganizationId, "webhook.replayed", Say(open.Member.Name, open.Endpoint.Name, replay), open.Member.Name, new ActivitySubject());
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        signal.Wake();
        return replay.Id;
    }

    private static string Say(string member, string endpoint, Replay replay) =>
        $"{member} had {(replay.Scope == ReplayScope.All ? "all deliveries" : "the failed deliveries")} of the webhook endpoint “{endpoint}” since {replay.Since.ToString("d MMM uuuu, HH:mm", CultureInfo.InvariantCulture)} UTC sent again.";
}

internal static class ReplayRows
{
    /// <summary>Those of which there still is something to send.</summary>
    public static IQueryable<Delivery> Kept(this IQueryable<Delivery> rows, AppDbContext db) => rows.Where(d => d.Body != null || db.Messages.Any(m => m.Id == d.MessageId));

    /// <summary>The deliveries of a replay that it has yet to reach, that nobody is sending and whose messages are kept.</summary>
    public static IQueryable<Delivery> Replayed(this AppDbContext db, Replay replay)
    {
        var rows = db.Deliveries.Kept(db).Where(d => d.EndpointId == replay.EndpointId && d.At >= replay.Since && d.At < replay.Until);
        rows = replay.Scope == ReplayScope.Failed
            ? rows.In(DeliveryStatus.GaveUp)
            : rows.Where(d => d.Status != DeliveryStatus.Sending);
        return replay is { PassedAt: { } at, PassedId: { } id } ? rows.Where(d => d.At > at || (d.At == at && d.Id.CompareTo(id) > 0)) : rows;
    }
}
