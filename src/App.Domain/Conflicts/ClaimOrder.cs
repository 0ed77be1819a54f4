namespace App.Domain.Conflicts;

/// <summary>A claim with its times as plain numbers: comparing those of instants costs the most of a sweep.</summary>
internal readonly record struct PlacedClaim(long Start, long End, Claim Claim)
{
    public static PlacedClaim Of(Claim claim) => new(claim.Start.ToUnixTimeTicks(), claim.End.ToUnixTimeTicks(), claim);
}

/// <summary>The order in which claims are looked at: as they begin, the longer first; copies of one meeting side by side, a booking before its copies.</summary>
internal static class ClaimOrder
{
    /// <summary>The same meeting at the same time once more.</summary>
    public static bool IsCopy(PlacedClaim previous, PlacedClaim claim) =>
        claim.Start == previous.Start && claim.End == previous.End && claim.Claim.Meeting is not null && claim.Claim.Meeting == previous.Claim.Meeting;

    /// <summary>Claims come from a database, each calendar's in order: merging what is in order already takes a time that grows with their number alone.</summary>
    public static PlacedClaim[] Sort(IReadOnlyCollection<Claim> claims)
    {
        PlacedClaim[] placed = [.. claims.Select(PlacedClaim.Of)];
        var spare = new PlacedClaim[placed.Length];
        for (var runs = Runs(placed); runs.Count > 2; (placed, spare) = (spare, placed))
        {
            runs = MergeNeighbours(placed, spare, runs);
        }

        return placed;
    }

    public static int Compare(Claim one, Claim other) => Compare(PlacedClaim.Of(one), PlacedClaim.Of(other));

    /// <summary>Where runs that are in order begin, and the end.</summary>
    private static List<int> Runs(PlacedClaim[] placed)
    {
        List<int> runs = [0];
        for (var at = 1; at < placed.Length; at++)
        {
            if (Compare(placed[at - 1], placed[at]) > 0)
            {
                runs.Add(at);
            }
        }

        runs.Add(placed.Length);
        return runs;
    }

    private static List<int> MergeNeighbours(PlacedClaim[] from, PlacedClaim[] to, List<int> runs)
    {
        List<int> merged = [0];
        for (var run = 0; run < runs.Count - 1; run += 2)
        {
            var (begin, middle, end) = (runs[run], runs[run + 1], run + 2 < runs.Count ? runs[run + 2] : runs[run + 1]);
            for (int left = begin, right = middle, at = begin; at < end; at++)
            {
                to[at] = right >= end || (left < middle && Compare(from[left], from[right]) <= 0) ? from[left++] : from[right++];
            }

            merged.Add(end);
        }

        return merged;
    }

    private static int Compare(PlacedClaim one, PlacedClaim other)
    {
        var order = one.Start.CompareTo(other.Start);
        order = order != 0 ? order : other.End.CompareTo(one.End);
        order = order != 0 ? order : string.CompareOrdinal(one.Claim.Meeting, other.Claim.Meeting);
        order = order != 0 ? order : other.Claim.Source.CompareTo(one.Claim.Source);
        return order != 0 ? order : one.Claim.Id.CompareTo(other.Claim.Id);
    }
}
