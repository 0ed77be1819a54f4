using App.Api;
using App.Auth;
using App.Domain.Conflicts;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using Microsoft.AspNetCore.Mvc;

namespace App.Conflicts;

/// <summary>What claims the same time, and what is decided about it.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this RouteGroupBuilder api)
    {
        var conflicts = api.MapGroup("/conflicts").WithTags("Conflicts");
        conflicts.MapGet("/", ListAsync);
        conflicts.MapGet("/{id:guid}", ReadAsync);
        conflicts.MapGet("/{id:guid}/suggestions", SuggestAsync);
        conflicts.MapPost("/preview", PreviewAsync);
        conflicts.MapPost("/resolve", ResolveAsync);
        conflicts.MapGet("/history", HistoryAsync);
        conflicts.MapPost("/history/{id:guid}/undo", UndoAsync);
    }

    /// <summary>List conflicts</summary>
    /// <remarks>
    /// Your own, in the order they begin. Two things conflict where both claim time by the rules of their calendars. Copies of one meeting, two blocks, two whole days side by
    /// side, and an absence beside a block do not. Where more than four run at once, each is told against the three blocks, the three whole days and the three others that end last.
    /// </remarks>
    /// <param name="state">Only those that stand so; all where it is left out.</param>
    /// <param name="from">Only those that end after it; where it is left out, of open ones those that are not over.</param>
    /// <param name="to">Only those that begin before it.</param>
    private static Task<Answer<Paged<ConflictBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListConflicts conflicts, CancellationToken cancellationToken, Word<ConflictState>? state = null, Moment? from = null, Moment? to = null) =>
        page.AnswerAsync(context, size => conflicts.RunAsync(context.GetActor(), new ConflictQuery(state?.Value, from?.Value, to?.Value, page.Cursor, size), cancellationToken), ConflictBody.Of);

    /// <summary>Read a conflict</summary>
    private static async Task<Answer<ConflictBody>> ReadAsync(HttpContext context, Guid id, ListConflicts conflicts, CancellationToken cancellationToken) =>
        (await conflicts.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(ConflictBody.Of, view => view.Version);

    /// <summary>Ways out of a conflict</summary>
    /// <remarks>What gives up least comes first. None where it is decided or over.</remarks>
    private static async Task<Answer<Paged<SuggestionBody>>> SuggestAsync(HttpContext context, Guid id, SuggestResolutions suggest, CancellationToken cancellationToken) =>
        (await suggest.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(all => new Paged<SuggestionBody>([.. all.Select(SuggestionBody.Of)], null));

    /// <summary>See what decisions would change</summary>
    /// <remarks>Of one or many together, by the code that would carry them out. Changes nothing.</remarks>
    private static async Task<Answer<PreviewBody>> PreviewAsync(HttpContext context, DecisionRequestsBody body, PreviewResolution preview, CancellationToken cancellationToken) =>
        (await preview.RunAsync(context.GetActor(), body.ToRequests(), cancellationToken)).ToAnswer(PreviewBody.Of);

    /// <summary>Decide conflicts</summary>
    /// <remarks>
    /// One or many. Those about the same time of one block are one change with one line in the history: what it leaves of the block keeps clear of all of them. Every other is carried out by itself:
    /// one that is refused keeps no other from it, and says why in its place.
    /// </remarks>
    private static async Task<Answer<OutcomesBody>> ResolveAsync(HttpContext context, DecisionRequestsBody body, ResolveConflicts resolve, CancellationToken cancellationToken) =>
        (await resolve.RunAsync(context.GetActor(), body.ToRequests(), cancellationToken)).ToAnswer(OutcomesBody.Of);

    /// <summary>List decisions</summary>
    /// <remarks>Who decided what and when, newest first. Kept for 90 days; that a series is ignored, as long as it is.</remarks>
    /// <param name="conflict">Only of this conflict.</param>
    private static Task<Answer<Paged<DecisionBody>>> HistoryAsync(HttpContext context, [AsParameters] PageRequest page, ListHistory history, CancellationToken cancellationToken, Guid? conflict = null) =>
        page.AnswerAsync(context, size => history.RunAsync(context.GetActor(), conflict, page.Cursor, size, cancellationToken), DecisionBody.Of);

    /// <summary>Undo a decision</summary>
    /// <remarks>Blocked time is put back as it was. Refused where that time is over, except of a series that is ignored, where something else was decided since, or the block was changed since (<c>moved_on</c>).</remarks>
    private static async Task<Nothing> UndoAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, UndoResolution undo, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var failure)
            ? (await undo.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing()
            : failure;
}
