using System.Security.Cryptography;
using System.Text;
using App.Domain.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>A request that may be repeated: who sends it, under which key, and what it says.</summary>
public sealed record RepeatableRequest(Guid OrganizationId, Guid ActorId, string Key, byte[] Hash)
{
    /// <summary>The same for every repeat: what a request makes under it is found again where its answer was lost.</summary>
    public Guid Id { get; } = new(SHA256.HashData([.. ActorId.ToByteArray(), .. Encoding.UTF8.GetBytes(Key), .. Hash]).AsSpan(0, 16));
}

/// <summary>What to do with a request that carries an Idempotency-Key.</summary>
public abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>It is the first: do it, then keep its answer or release it.</summary>
    public sealed record Mine(Guid Id) : Claim;

    /// <summary>It was answered before.</summary>
    public sealed record Answered(StoredAnswer Answer) : Claim;

    /// <summary>The same request is being answered now.</summary>
    public sealed record InFlight : Claim;

    /// <summary>The key was used for another request.</summary>
    public sealed record OtherRequest : Claim;
}

/// <summary>
/// Answers kept for repeats, 24 hours long. A request whose server died in the middle stays in flight for a minute; then the next one with its
/// key takes over.
/// </summary>
public sealed class StoredAnswers(AppDatabase database, TimeProvider time)
{
    public static readonly Duration InFlightLife = Duration.FromSeconds(60);

    private const int Attempts = 3;
    private static readonly string[] Columns = ["Id", "OrganizationId", "ActorId", "Key", "RequestHash", "CreatedAt"];

    public async Task<Claim> ClaimAsync(RepeatableRequest request, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("keep answers for repeats");
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            if (await InsertAsync(db, id, request, cancellationToken))
            {
                return new Claim.Mine(id);
            }

            var found = await db.StoredAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.ActorId == request.ActorId && a.Key == request.Key, cancellationToken);
            if (found is not null && await JudgeAsync(db, found, request, cancellationToken) is { } claim)
            {
                return claim;
            }
        }

        return new Claim.InFlight();
    }

    /// <summary>Keeps the answer. A body of null is one that must not be kept.</summary>
    public async Task KeepAsync(Guid id, int status, string? contentType, string? headers, byte[]? body, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("keep answers for repeats");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.StoredAnswers.Where(a => a.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.Status, status).SetProperty(a => a.ContentType, contentType).SetProperty(a => a.Headers, headers).SetProperty(a => a.Body, body),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets the request: it may be sent again.</summary>
    public async Task ReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("keep answers for repeats");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.StoredAnswers.Where(a => a.Id == id).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>What a row already there means; null when it was in the way and is gone.</summary>
    private async Task<Claim?> JudgeAsync(AppDbContext db, StoredAnswer found, RepeatableRequest request, CancellationToken cancellationToken)
    {
        var age = time.Now() - found.CreatedAt;
        var isOver = age >= StoredAnswer.Life || (found.Status is null && age >= InFlightLife && found.RequestHash.AsSpan().SequenceEqual(request.Hash));
        if (isOver)
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await db.StoredAnswers.Where(a => a.Id == found.Id && a.Status == found.Status).ExecuteDeleteAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            return null;
        }

        return !found.RequestHash.AsSpan().SequenceEqual(request.Hash) ? new Claim.OtherRequest()
            : found.Status is null ? new Claim.InFlight()
            : new Claim.Answered(found);
    }

    private async Task<bool> InsertAsync(AppDbContext db, Guid id, RepeatableRequest request, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        (string, object?)[] row =
        [
            ("Id", id), ("OrganizationId", request.OrganizationId), ("ActorId", request.ActorId), ("Key", request.Key),
            ("RequestHash", request.Hash), ("CreatedAt", InstantConverter.ToMicroseconds(time.Now())),
        ];
        var inserted = await write.ExecuteAsync(db.Dialect.InsertIfAbsent("StoredAnswers", Columns, ["ActorId", "Key"]), row, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return inserted == 1;
    }
}
