using App.Domain;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Time that is wanted of hosts.</summary>
/// <param name="OrganizationId">Whose members they are.</param>
/// <param name="Hosts">In the order of their ids: every transaction touches them in the same one.</param>
/// <param name="Touched">What of their time changes: the time itself, and what was held before.</param>
/// <param name="Zone">In which times are told.</param>
/// <param name="Asker">Who is told why not: of others, not what they have on.</param>
public sealed record WantedTime(Guid OrganizationId, IReadOnlyList<HostName> Hosts, Window Time, Window Touched, DateTimeZone Zone, Guid Asker)
{
    /// <summary>The booking that may hold it already.</summary>
    public Guid? Booking { get; init; }

    /// <summary>Hosts whose own rules are set aside.</summary>
    public IReadOnlyList<Guid> OutsideRules { get; init; } = [];

    public IReadOnlyList<Guid> HostIds { get; } = [.. Hosts.Select(h => h.Id)];
}

/// <summary>
/// Decides whether hosts are free and has the decision stored, all of them together or none. Judged first, outside any transaction; then, in one, each host's
/// busy version is raised if it is still the one judged by. Where it isn't, it is judged again. Nothing is booked on what is unknown.
/// </summary>
public sealed class ClaimTime
{
    public const string Taken = "time_taken";

    public static readonly Failure CellGone = new Failure.Conflict(Taken, "The time was taken just now.");

    private readonly JudgeTime _judge;
    private readonly HostTurns _turns;

    internal ClaimTime(JudgeTime judge, HostTurns turns) => (_judge, _turns) = (judge, turns);

    /// <param name="store">Stores what is decided, inside the transaction; what it refuses is not saved.</param>
    public Task<Result<T>> RunAsync<T>(AppDbContext db, WantedTime wanted, Func<Task<Result<T>>> store, CancellationToken cancellationToken) => Contention.RunAsync<T>(db, async tried =>
    {
        using var turn = tried == 0 ? null : await _turns.TakeAsync(wanted.HostIds, cancellationToken);
        var verdicts = await _judge.RunAsync(db, wanted.HostIds, wanted.Time, wanted.Booking, cancellationToken);
        return HostRefusals.Of(wanted, verdicts) is { } refused ? refused : await StoreAsync(db, wanted, verdicts, store, cancellationToken);
    });

    /// <summary>Why the time would not be booked now; null: it would.</summary>
    public async Task<Failure?> RefusalAsync(AppDbContext db, WantedTime wanted, CancellationToken cancellationToken) =>
        HostRefusals.Of(wanted, await _judge.RunAsync(db, wanted.HostIds, wanted.Time, wanted.Booking, cancellationToken));

    private static async Task<Result<T>?> StoreAsync<T>(AppDbContext db, WantedTime wanted, IReadOnlyList<HostVerdict> verdicts, Func<Task<Result<T>>> store, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var verdict in verdicts.OrderBy(v => v.MemberId))
        {
            if (!await db.TryTouchBusyAsync(wanted.OrganizationId, verdict.MemberId, verdict.BusyVersion, wanted.Touched, cancellationToken))
            {
                return null;
            }
        }

        var stored = await store();
        if (stored.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return stored;
    }
}
