using App.Domain;
using App.Domain.Conflicts;
using App.Infrastructure;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Conflicts;

/// <summary>What claims the same time, the ways out, and what was decided. What is shown is in the address.</summary>
public partial class ConflictsPage
{
    private const int Rows = 25;
    private const string Open = "";
    private const string Ended = "ended";
    private const string Ignored = "ignored";
    private const string History = "history";

    private static readonly (string Text, string Name)[] Shows = [("Open", Open), ("Ended", Ended), ("Ignored", Ignored), ("History", History)];

    private readonly HashSet<Guid> _chosen = [];
    private Page<ConflictView>? _conflicts;
    private Page<DecisionView>? _history;
    private IReadOnlyList<DecisionView>? _series;
    private OpenConflicts? _count;
    private Guid? _open;
    private (string Text, IReadOnlyList<Guid> Decisions)? _done;
    private ElementReference _note;
    private bool _focusNote;
    private string? _read;

    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListConflicts ListConflicts { get; set; } = null!;

    [Inject] private ListHistory ListHistory { get; set; } = null!;

    [Inject] private ResolveConflicts ResolveConflicts { get; set; } = null!;

    [Inject] private UndoResolution UndoResolution { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Conflicts, Topics.Calendars };

    private string Showing => Shows.Any(s => s.Name == Show) ? Show! : Open;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private IReadOnlyList<ConflictView> Chosen => [.. (_conflicts?.Items ?? []).Where(c => _chosen.Contains(c.Id))];

    private string Summary => _count switch
    {
        null => "Your time is being read.",
        { Count: 0 } => "Nothing waits for you.",
        { Count: 1, First: var first } => $"1 conflict waits for you. {first}",
        { Count: var count, First: var first } => $"{Viewer.Number(count)} conflicts wait for you. The first: {first}",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        ForgetWhatIsNotShown();
        if (!(await ListConflicts.CountAsync(Actor, cancellationToken)).TryGet(out _count, out var failure))
        {
            return failure;
        }

        if (Showing == History)
        {
            return (await ListHistory.RunAsync(Actor, null, Trail.Current, Rows, cancellationToken)).TryGet(out _history, out failure) ? null : failure;
        }

        if (Showing == Ignored && !(await ListHistory.IgnoredSeriesAsync(Actor, cancellationToken)).TryGet(out _series, out failure))
        {
            return failure;
        }

        var state = Showing switch { Ended => ConflictState.Resolved, Ignored => ConflictState.Ignored, _ => ConflictState.Open };
        if (!(await ListConflicts.RunAsync(Actor, new ConflictQuery(state, Cursor: Trail.Current, Limit: Rows), cancellationToken)).TryGet(out var conflicts, out failure))
        {
            return failure;
        }

        _conflicts = conflicts;
        _chosen.IntersectWith(conflicts.Items.Select(c => c.Id));
        _open = conflicts.Items.Any(c => c.Id == _open) ? _open : null;
        return null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusNote && _done is not null)
        {
            _focusNote = false;
            await _note.FocusAsync();
        }
    }

    /// <summary>Another list is asked for: what the last one showed does not stand for it.</summary>
    private void ForgetWhatIsNotShown()
    {
        var asked = $"{Showing} {PageTrail}";
        if (_read is not null && _read != asked)
        {
            (_conflicts, _history, _open) = (null, null, null);
            _chosen.Clear();
        }

        _read = asked;
    }

    private void Choose(Guid id)
    {
        if (!_chosen.Remove(id))
        {
            _chosen.Add(id);
        }

        _open = null;
    }

    private void ChooseAll() => _chosen.UnionWith(_conflicts!.Items.Select(c => c.Id));

    private void Toggle(Guid id) => _open = _open == id ? null : id;

    private Task ResolveAsync(IReadOnlyList<ResolutionRequest> requests) => DoAsync<Done>("resolve", async ct =>
    {
        var resolved = await ResolveConflicts.RunAsync(Actor, requests, ct);
        if (!resolved.TryGet(out var outcomes, out var failure))
        {
            return failure;
        }

        List<Guid> decided = [.. outcomes.Where(o => o.Decision.IsOk).Select(o => o.Decision.Value)];
        _open = null;
        _chosen.Clear();
        if (decided.Count > 0)
        {
            (_done, _focusNote) = ((decided.Count == 1 ? "The conflict is resolved." : $"{Viewer.Number(decided.Count)} conflicts are resolved.", [.. decided.Distinct()]), true);
        }

        return outcomes.Select(o => o.Decision.Failure).FirstOrDefault(f => f is not null) is { } refused ? refused : Result.Done;
    });

    private Task UndoLastAsync() => DoAsync<Done>("undo-last", async ct =>
    {
        foreach (var decision in Enumerable.Reverse(_done!.Value.Decisions))
        {
            if ((await UndoResolution.RunAsync(Actor, decision, null, ct)).Failure is { } refused)
            {
                return refused;
            }
        }

        (_done, _focusNote) = (("It is as it was before.", []), true);
        return Result.Done;
    });

    private Task UndoAsync(DecisionView decision) => DoAsync(decision.Id.ToString(), ct => UndoResolution.RunAsync(Actor, decision.Id, decision.Version, ct));

    private string HrefOf(string show) => show.Length == 0 ? Urls.Conflicts : $"{Urls.Conflicts}?show={show}";

    private string? PageHref(string? trail) => trail is null ? null
        : Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["page"] = trail.Length == 0 ? null : trail });
}
