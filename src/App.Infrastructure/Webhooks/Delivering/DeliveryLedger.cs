using System.Security.Cryptography;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// Stores how deliveries went, many at once: where they stand now, the attempts, the counts that statistics are made of, and the message that one was given up. All of it commits together.
/// </summary>
internal sealed class DeliveryLedger(TimeProvider time)
{
    private static readonly Column[] Ends =
    [
        new("Status", ColumnKind.Number), new("Tries", ColumnKind.Number), new("DueAt", ColumnKind.Number), new("TriedAt", ColumnKind.Number), new("LastStatus", ColumnKind.Number), new("LastError", ColumnKind.Text),
        new("LastMilliseconds", ColumnKind.Number), new("Id", ColumnKind.Id), new("LeaseOwner", ColumnKind.Id),
    ];

    private const string NoLease = "\"LeaseOwner\" = NULL";

    private static readonly Column[] Bodies = [new("Body", ColumnKind.Text), new("Id", ColumnKind.Id), new("LeaseOwner", ColumnKind.Id)];

    private static readonly Column[] Returns = [new("DueAt", ColumnKind.Number), new("Id", ColumnKind.Id), new("LeaseOwner", ColumnKind.Id)];

    private static readonly Column[] Attempts =
    [
        new("DeliveryId", ColumnKind.Id), new("At", ColumnKind.Number), new("OrganizationId", ColumnKind.Id), new("Milliseconds", ColumnKind.Number), new("Status", ColumnKind.Number), new("Error", ColumnKind.Text),
        new("Signature", ColumnKind.Text), new("ResponseHeaders", ColumnKind.Text), new("ResponseBody", ColumnKind.Text),
    ];

    private static readonly Column[] Counts =
    [
        new("EndpointId", ColumnKind.Id), new("Hour", ColumnKind.Number), new("Status", ColumnKind.Number), new("IsFirst", ColumnKind.Flag), new("Bucket", ColumnKind.Number), new("OrganizationId", ColumnKind.Id), new("Count", ColumnKind.Number),
    ];

    /// <summary>Types that tell of webhooks themselves: that one of these was given up is told to nobody, or an endpoint that is gone would never come to an end.</summary>
    private static readonly HashSet<string> Untold = [EventTypes.DeliveryExhausted.Name, EventTypes.EndpointFailing.Name, EventTypes.EndpointDisabled.Name];

    /// <summary>Saves within the caller's transaction. What another worker has taken meanwhile stays as it is.</summary>
    public async Task SaveAsync(AppDbContext db, Write write, LeaseHolder holder, IReadOnlyList<Finished> finished, CancellationToken cancellationToken)
    {
        var sent = Sent(finished);
        await ReturnAsync(write, holder, [.. finished.Where(f => f.Outcome is null)], cancellationToken);
        if (sent.Count == 0)
        {
            return;
        }

        await KeepMadeAsync(write, holder, [.. sent.Where(f => f.Made is not null)], cancellationToken);
        var exhausted = await EndAsync(db, write, holder, sent, cancellationToken);
        await LogAsync(write, sent, cancellationToken);
        await NoteAsync(write, sent, exhausted, cancellationToken);
        var told = exhausted.FindAll(f => !Untold.Contains(f.Claim.Type));
        told.ForEach(f => Tell(db, f));
        if (told.Count > 0)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Counts what was saved, in the order of the keys. The rows are shared by all nodes, who wait here until the other's transaction has ended: so it comes last in one, when nothing else is waited for.
    /// </summary>
    public static async Task CountAsync(Write write, IReadOnlyList<Finished> finished, CancellationToken cancellationToken)
    {
        var sent = Sent(finished);
        if (sent.Count == 0)
        {
            return;
        }

        await using var rows = await write.AddRowsAsync("AttemptCounts", Counts, ["EndpointId", "Hour", "Status", "IsFirst", "Bucket"], "Count", cancellationToken);
        foreach (var alike in sent
            .GroupBy(f => (Endpoint: f.Claim.To.Id, Hour: f.At.ToUnixTimeSeconds() / 3600, Status: f.Outcome!.Status ?? 0, IsFirst: f.Claim.Tries == 0, Bucket: LatencyBuckets.Of(f.Outcome.Milliseconds)))
            .OrderBy(g => g.Key))
        {
            await rows.Add(alike.Key.Endpoint).Add(alike.Key.Hour).Add(alike.Key.Status).Add(alike.Key.IsFirst).Add(alike.Key.Bucket).Add(alike.First().Claim.To.OrganizationId).Add(alike.Count()).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    private static List<Finished> Sent(IReadOnlyList<Finished> finished) => [.. finished.Where(f => f.Outcome is not null)];

    private static async Task ReturnAsync(Write write, LeaseHolder holder, List<Finished> given, CancellationToken cancellationToken)
    {
        if (given.Count == 0)
        {
            return;
        }

        await using var rows = await write.UpdateRowsAsync("Deliveries", Returns, ["Id", "LeaseOwner"], $"\"Status\" = {(int)DeliveryStatus.Waiting}, {NoLease}", cancellationToken);
        foreach (var back in given)
        {
            await rows.Add(InstantConverter.ToMicroseconds(back.Again)).Add(back.Claim.Id).Add(holder.Id).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    private static async Task KeepMadeAsync(Write write, LeaseHolder holder, List<Finished> made, CancellationToken cancellationToken)
    {
        if (made.Count == 0)
        {
            return;
        }

        await using var rows = await write.UpdateRowsAsync("Deliveries", Bodies, ["Id", "LeaseOwner"], null, cancellationToken);
        foreach (var one in made)
        {
            await rows.Add(one.Made).Add(one.Claim.Id).Add(holder.Id).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    /// <returns>Those that were given up; of what another worker has taken meanwhile, that one decides.</returns>
    private async Task<List<Finished>> EndAsync(AppDbContext db, Write write, LeaseHolder holder, List<Finished> sent, CancellationToken cancellationToken)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var waits = sent.ConvertAll(f => f.Outcome!.IsDelivered || f.Outcome.IsGone || f.Outcome.IsFinal ? null : f.Claim.To.Schedule.WaitAfter(f.Claim.Tries + 1, Chance(), f.Outcome.RetryAfter));
        var exhausted = await OursAsync(db, holder, [.. sent.Where((f, i) => waits[i] is null && !f.Outcome!.IsDelivered)], cancellationToken);
        await using var rows = await write.UpdateRowsAsync("Deliveries", Ends, ["Id", "LeaseOwner"], NoLease, cancellationToken);
        foreach (var ((claim, _, outcome, _, _, _), wait) in sent.Zip(waits))
        {
            var status = outcome!.IsDelivered ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.GaveUp : DeliveryStatus.Waiting;
            await rows.Add((long)status).Add(claim.Tries + 1).Add(wait is { } w ? InstantConverter.ToMicroseconds(now + w) : null).Add(InstantConverter.ToMicroseconds(now)).Add(outcome.Status).Add(outcome.Error)
                .Add(outcome.Milliseconds).Add(claim.Id).Add(holder.Id).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
        return exhausted;
    }

    private static async Task<List<Finished>> OursAsync(AppDbContext db, LeaseHolder holder, List<Finished> exhausted, CancellationToken cancellationToken)
    {
        var ours = new HashSet<Guid>();
        foreach (var some in exhausted.Select(f => f.Claim.Id).Chunk(500))
        {
            ours.UnionWith(await db.Deliveries.Where(d => some.Contains(d.Id) && d.LeaseOwner == holder.Id).Select(d => d.Id).ToListAsync(cancellationToken));
        }

        return exhausted.FindAll(f => ours.Contains(f.Claim.Id));
    }

    private static async Task LogAsync(Write write, List<Finished> sent, CancellationToken cancellationToken)
    {
        await using var rows = await write.InsertRowsAsync("DeliveryAttempts", Attempts, ["DeliveryId", "At"], cancellationToken);
        foreach (var (claim, at, outcome, signature, _, _) in sent)
        {
            await rows.Add(claim.Id).Add(InstantConverter.ToMicroseconds(at)).Add(claim.To.OrganizationId).Add(outcome!.Milliseconds).Add(outcome.Status).Add(outcome.Error).Add(signature)
                .Add(outcome.ResponseHeaders).Add(outcome.ResponseBody).WriteAsync(cancellationToken);
        }

        await rows.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Keeps since when an endpoint has been failing; the row of one that goes well stays as it is. Before anything is claimed: who holds the row of an endpoint that wants order may not wait for another's.
    /// </summary>
    private static async Task NoteAsync(Write write, List<Finished> sent, List<Finished> exhausted, CancellationToken cancellationToken)
    {
        foreach (var endpoint in sent.GroupBy(f => f.Claim.To.Id).OrderBy(g => g.Key))
        {
            if (endpoint.Any(f => f.Outcome!.IsDelivered))
            {
                await write.ExecuteAsync("UPDATE \"EndpointStates\" SET \"FailingSince\" = NULL, \"WarnedAt\" = NULL, \"Exhausted\" = 0 WHERE \"EndpointId\" = @id AND \"FailingSince\" IS NOT NULL", [("id", endpoint.Key)], cancellationToken);
                continue;
            }

            await write.ExecuteAsync(
                "UPDATE \"EndpointStates\" SET \"FailingSince\" = COALESCE(\"FailingSince\", @at), \"Exhausted\" = \"Exhausted\" + @more WHERE \"EndpointId\" = @id",
                [("at", InstantConverter.ToMicroseconds(endpoint.Min(f => f.At))), ("more", (long)exhausted.Count(f => f.Claim.To.Id == endpoint.Key)), ("id", endpoint.Key)],
                cancellationToken);
        }
    }

    private static void Tell(AppDbContext db, Finished one) => db.Tell(
        one.Claim.To.OrganizationId,
        EventTypes.DeliveryExhausted,
        new DeliveryExhaustedData(one.Claim.Id, one.Claim.To.Id, one.Claim.Type, Message.WireId(one.Claim.MessageId), one.Claim.Tries + 1, one.Outcome!.Status),
        new MessageSubject(one.Claim.To.Id));

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1e6;
}
