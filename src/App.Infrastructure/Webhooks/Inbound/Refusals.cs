using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>A request for a connection that was not believed.</summary>
/// <param name="Code">Stable, such as <c>signature_wrong</c>.</param>
/// <param name="Reason">The same as a sentence.</param>
public sealed record Refusal(Guid OrganizationId, InboundTarget Target, string Code, string Reason, string? From, Instant At);

/// <summary>
/// Remembers what was refused, one line for each connection, reason and minute, however many there were: a flood fills neither memory nor database, and is not
/// answered more slowly for being written down, which happens afterwards.
/// </summary>
public sealed class Refusals(AppDatabase database, InboundSignal signal, TimeProvider time)
{
    /// <summary>More only come in a minute where something is wrong with very many connections at once.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(Guid, string)> _ofMinute = [];
    private long _minute;
    private List<Refusal> _waiting = [];

    public void Put(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        lock (_lock)
        {
            if (MinuteOf(refusal.At) != _minute)
            {
                _minute = MinuteOf(refusal.At);
                _ofMinute.Clear();
            }

            if (_waiting.Count >= Most || !_ofMinute.Add((refusal.Target.ConnectionId, refusal.Code)))
            {
                return;
            }

            _waiting.Add(refusal);
        }

        signal.Wake();
    }

    /// <summary>Writes down what waits.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<Refusal> taken;
        lock (_lock)
        {
            (taken, _waiting) = (_waiting, []);
        }

        foreach (var chunk in taken.Chunk(500))
        {
            await using var db = database.ForSystem("writing down what was refused");
            await using var write = await db.BeginWriteAsync(cancellationToken);
            foreach (var refusal in chunk)
            {
                await db.KeepOnceAsync(write, RowOf(refusal), cancellationToken);
            }

            await write.CommitAsync(cancellationToken);
        }
    }

    /// <summary>No sender's id has a space in it.</summary>
    private InboundEvent RowOf(Refusal refusal) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = refusal.OrganizationId,
        ConnectionId = refusal.Target.ConnectionId,
        Provider = refusal.Target.Provider,
        ExternalId = $"refused {refusal.Code} {MinuteOf(refusal.At)}",
        At = refusal.At,
        Status = InboundStatus.Refused,
        Reason = refusal.Reason,
        From = refusal.From,
        EndedAt = refusal.At,
    };

    private static long MinuteOf(Instant at) => at.ToUnixTimeSeconds() / 60;
}
