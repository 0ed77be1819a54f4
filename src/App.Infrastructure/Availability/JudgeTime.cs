using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Database;

namespace App.Infrastructure.Availability;

/// <summary>What was decided of one host.</summary>
/// <param name="BusyVersion">As it stood before anything else of hers was read: who decides by this verdict claims under it.</param>
/// <param name="Reasons">Everything that is against it.</param>
internal sealed record HostVerdict(Guid MemberId, long BusyVersion, Verdict Verdict, IReadOnlyList<Reason> Reasons);

/// <summary>Decides whether hosts can be booked at one time: two statements, where every calendar is fresh.</summary>
internal sealed class JudgeTime(ReadBusy busy)
{
    /// <summary>
    /// A verdict for each host, in their order; who is not of the organization, or was removed, has none. Opens no transaction, and inside one asks nobody live: what would have to be is unknown then.
    /// </summary>
    /// <param name="exceptBooking">The booking that is to be moved: neither it nor its event is in its own way.</param>
    public async Task<IReadOnlyList<HostVerdict>> RunAsync(AppDbContext db, IReadOnlyList<Guid> hosts, Window time, Guid? exceptBooking, CancellationToken cancellationToken)
    {
        var pictures = await busy.RunAsync(db, hosts, time, new BusyDetail(Subjects: true, exceptBooking), cancellationToken);
        return [.. pictures.Select(p => Tell(p, Judgement.Of(p.Time, time)))];
    }

    private static HostVerdict Tell(HostPicture picture, Judgement judgement) => new(picture.Facts.MemberId, picture.Facts.BusyVersion, judgement.Verdict, judgement.Against);
}
