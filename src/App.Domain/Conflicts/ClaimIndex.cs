using App.Domain.Time;
using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>What became of conflicts by a change.</summary>
public readonly record struct ConflictChange(IReadOnlyList<ConflictPair> Gone, IReadOnlyList<ConflictPair> Found);

/// <summary>
/// Claims kept in the order they begin, in runs that know when their last one ends: what overlaps a window, and what a change makes of the conflicts, is told without looking at the rest.
/// </summary>
public sealed class ClaimIndex
{
    private const int RunLength = 512;

    private readonly List<Run> _runs = [];

    public ClaimIndex(IReadOnlyCollection<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        _runs.AddRange(ClaimOrder.Sort(claims).Chunk(RunLength).Select(chunk => new Run([.. chunk.Select(placed => placed.Claim)])));
    }

    /// <summary>Takes <paramref name="before"/> out and puts <paramref name="after"/> in; null: there is none.</summary>
    public ConflictChange Replace(Claim? before, Claim? after)
    {
        List<Window> touched = Merge(before, after);
        var was = touched.ConvertAll(Conflicts);
        if (before is not null)
        {
            Remove(before);
        }

        if (after is not null)
        {
            Add(after);
        }

        var (gone, found) = (was.SelectMany(p => p).ToHashSet(), touched.SelectMany(Conflicts).ToHashSet());
        return new ConflictChange([.. gone.Except(found)], [.. found.Except(gone)]);
    }

    /// <summary>Claims that overlap <paramref name="window"/>, in the order they begin.</summary>
    public IReadOnlyList<Claim> Overlapping(Window window)
    {
        var found = new List<Claim>();
        foreach (var run in _runs)
        {
            if (run.Claims[0].Start >= window.End)
            {
                break;
            }

            if (run.LastEnd > window.Start)
            {
                found.AddRange(run.Claims.Where(c => c.Start < window.End && c.End > window.Start));
            }
        }

        return found;
    }

    /// <summary>Conflicts that begin in <paramref name="window"/>.</summary>
    public IReadOnlyList<ConflictPair> Conflicts(Window window) => [.. ConflictSweep.Find([.. Overlapping(window)], window)];

    /// <summary>Where conflicts may come or go: one stretch, or two that lie apart.</summary>
    private static List<Window> Merge(Claim? before, Claim? after)
    {
        List<Window> touched = [.. new[] { before, after }.OfType<Claim>().Where(c => c.End > c.Start).Select(c => new Window(c.Start, c.End)).OrderBy(w => w.Start)];
        return touched.Count == 2 && touched[1].Start < touched[0].End
            ? [new Window(touched[0].Start, Instant.Max(touched[0].End, touched[1].End))]
            : touched;
    }

    private void Add(Claim claim)
    {
        if (_runs.Count == 0)
        {
            _runs.Add(new Run([claim]));
            return;
        }

        var at = RunOf(claim);
        var run = _runs[at];
        run.Add(claim);
        if (run.Claims.Count > 2 * RunLength)
        {
            _runs.Insert(at + 1, run.Split());
        }
    }

    private void Remove(Claim claim)
    {
        var at = _runs.Count == 0 ? -1 : RunOf(claim);
        if (at < 0 || !_runs[at].Remove(claim))
        {
            throw new ArgumentException("It is not among the claims.", nameof(claim));
        }

        if (_runs[at].Claims.Count == 0)
        {
            _runs.RemoveAt(at);
        }
    }

    /// <summary>The last run that does not begin after the claim.</summary>
    private int RunOf(Claim claim)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = ClaimOrder.Compare(_runs[middle].Claims[0], claim) <= 0 ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private sealed class Run
    {
        private static readonly Comparer<Claim> Order = Comparer<Claim>.Create(ClaimOrder.Compare);

        public Run(List<Claim> claims) => (Claims, LastEnd) = (claims, claims.Max(c => c.End));

        public List<Claim> Claims { get; }

        public Instant LastEnd { get; private set; }

        public void Add(Claim claim)
        {
            var at = Claims.BinarySearch(claim, Order);
            Claims.Insert(at < 0 ? ~at : at, claim);
            LastEnd = Instant.Max(LastEnd, claim.End);
        }

        public bool Remove(Claim claim)
        {
            var at = Claims.BinarySearch(claim, Order);
            if (at < 0)
            {
                return false;
            }

            Claims.RemoveAt(at);
            LastEnd = Claims.Count == 0 ? Instant.MinValue : Claims.Max(c => c.End);
            return true;
        }

        public Run Split()
        {
            var half = Claims.Count / 2;
            var rest = new Run(Claims.GetRange(half, Claims.Count - half));
            Claims.RemoveRange(half, Claims.Count - half);
            LastEnd = Claims.Max(c => c.End);
            return rest;
        }
    }
}
