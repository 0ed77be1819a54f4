using App.Domain.Time;
using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>Two claims that contradict each other; both run from <see cref="Start"/> to <see cref="End"/>.</summary>
/// <param name="Earlier">The one that began first.</param>
/// <param name="Later">The one that begins while the other runs.</param>
public readonly record struct ConflictPair(Claim Earlier, Claim Later, ConflictKind Kind)
{
    public Instant Start => Later.Start;

    /// <summary>Exclusive.</summary>
    public Instant End => Instant.Min(Earlier.End, Later.End);
}

/// <summary>
/// Finds conflicts in one pass over claims in the order they begin. Each is told against at most <see cref="MostAtOnce"/> blocks, as many whole days and as many other events and bookings
/// of those running when it begins, the ones that end last: fifty events at once make some 150 conflicts, not 1,225, and the pass stays linear whatever it is given. What lasts for days would
/// crowd out all else, so each sort has a lane of its own. Who leaves those that end last never comes back among them, so only they are kept; and whether a pair is found depends on what runs
/// at its start alone, so that a window can be looked at by itself.
/// </summary>
public sealed class ConflictSweep
{
    public const int MostAtOnce = 3;

    private readonly Running _blocks = new();
    private readonly Running _days = new();
    private readonly Running _others = new();
    private readonly List<ConflictPair> _found = [];

    private ConflictSweep()
    {
    }

    /// <summary>All conflicts among <paramref name="claims"/>, in the order they begin.</summary>
    public static IReadOnlyList<ConflictPair> Find(IReadOnlyCollection<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var sweep = new ConflictSweep();
        var previous = default(PlacedClaim);
        foreach (var claim in ClaimOrder.Sort(claims))
        {
            if (claim.End > claim.Start && !(previous.Claim is not null && ClaimOrder.IsCopy(previous, claim)))
            {
                sweep.Meet(claim);
                previous = claim;
            }
        }

        return sweep._found;
    }

    /// <summary>Those that begin in <paramref name="window"/>; <paramref name="claims"/> are at least all that overlap it.</summary>
    public static IEnumerable<ConflictPair> Find(IReadOnlyCollection<Claim> claims, Window window) =>
        Find(claims).Where(p => p.Start >= window.Start && p.Start < window.End);

    private void Meet(PlacedClaim claim)
    {
        Pair(_blocks, claim);
        Pair(_days, claim);
        Pair(_others, claim);
        (claim.Claim.Source == ClaimSource.Block ? _blocks : claim.Claim.IsAllDay ? _days : _others).Add(claim);
    }

    private void Pair(Running running, PlacedClaim claim)
    {
        running.DropEnded(claim.Start);
        for (var at = 0; at < running.Count; at++)
        {
            var other = running[at].Claim;
            if (Contradiction.Between(other, claim.Claim) is { } kind)
            {
                _found.Add(new ConflictPair(other, claim.Claim, kind));
            }
        }
    }

    /// <summary>The few that end last of those running, the last first.</summary>
    private sealed class Running
    {
        private readonly PlacedClaim[] _claims = new PlacedClaim[MostAtOnce + 1];

        public int Count { get; private set; }

        public PlacedClaim this[int at] => _claims[at];

        public void DropEnded(long now)
        {
            while (Count > 0 && _claims[Count - 1].End <= now)
            {
                Count--;
            }
        }

        public void Add(PlacedClaim claim)
        {
            var at = Count;
            for (; at > 0 && _claims[at - 1].End < claim.End; at--)
            {
                _claims[at] = _claims[at - 1];
            }

            _claims[at] = claim;
            Count = Math.Min(Count + 1, MostAtOnce);
        }
    }
}
