using App.Domain.Conflicts;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

/// <summary>Every claim against every other, by the words of the rules: what the sweep must find.</summary>
internal static class NaiveConflicts
{
    public static HashSet<ConflictPair> Find(IReadOnlyList<Claim> claims)
    {
        var counted = claims.Where(c => c.End > c.Start && !claims.Any(o => Represents(o, c))).ToList();
        return [.. counted.SelectMany(later => Enumerable.Range(0, 3).SelectMany(lane => Told(counted, later, lane))
            .Where(earlier => Contradiction.Between(earlier, later) is not null)
            .Select(earlier => new ConflictPair(earlier, later, Contradiction.Between(earlier, later)!.Value)))];
    }

    /// <summary>Those running as it begins that end last.</summary>
    private static IEnumerable<Claim> Told(List<Claim> claims, Claim later, int lane) =>
        claims.Where(c => LaneOf(c) == lane && Precedes(c, later) && c.End > later.Start)
            .Order(Comparer<Claim>.Create((a, b) => a.End != b.End ? b.End.CompareTo(a.End) : Precedes(a, b) ? -1 : 1))
            .Take(ConflictSweep.MostAtOnce);

    /// <summary>Blocks, whole days, all else: none crowds out another.</summary>
    private static int LaneOf(Claim claim) => claim.Source == ClaimSource.Block ? 0 : claim.IsAllDay ? 1 : 2;

    /// <summary>Of copies at one time one counts: the booking, or the first.</summary>
    private static bool Represents(Claim one, Claim copy) =>
        one != copy && copy.Meeting is not null && one.Meeting == copy.Meeting && one.Start == copy.Start && one.End == copy.End && Precedes(one, copy);

    private static bool Precedes(Claim one, Claim other) => Key(one).CompareTo(Key(other)) < 0;

    private static (Instant Start, long End, string Meeting, int Source, Guid Id) Key(Claim c) => (c.Start, -c.End.ToUnixTimeTicks(), c.Meeting ?? "", -(int)c.Source, c.Id);
}
