using App.Api;
using App.Auth;
using App.Domain;
using App.Infrastructure.Availability.Blocks;
using Microsoft.AspNetCore.Mvc;

namespace App.Availability;

/// <summary>Time that members block by hand.</summary>
internal static class TimeBlockEndpoints
{
    public static void MapTimeBlocks(this RouteGroupBuilder api)
    {
        var blocks = api.MapGroup("/time-blocks").WithTags("Time blocks");
        blocks.MapGet("/", ListAsync);
        blocks.MapPost("/", CreateAsync);
        blocks.MapGet("/spans", ListSpansAsync);
        blocks.MapGet("/{id:guid}", ReadAsync);
        blocks.MapPatch("/{id:guid}", ChangeAsync);
        blocks.MapDelete("/{id:guid}", DeleteAsync);
    }

    /// <summary>List time blocks</summary>
    /// <remarks>Your own as you wrote them, newest first.</remarks>
    private static Task<Answer<Paged<BlockBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListBlocks blocks, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => blocks.RunAsync(context.GetActor(), page.Cursor, size, cancellationToken), BlockBody.Of);

    /// <summary>List the times that are blocked</summary>
    /// <remarks>Every occurrence of your blocks that overlaps the given time, in the order they begin. Known from 31 days ago to 400 days ahead; anything beyond is refused rather than told as free.</remarks>
    /// <param name="from">Beginning, inclusive.</param>
    /// <param name="to">End, exclusive.</param>
    private static Task<Answer<Paged<BlockSpanBody>>> ListSpansAsync(HttpContext context, Moment from, Moment to, [AsParameters] PageRequest page, ListBlocks blocks, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => blocks.SpansAsync(context.GetActor(), new BlockSpanQuery(from.Value, to.Value, page.Cursor, size), cancellationToken), BlockSpanBody.Of);

    /// <summary>Block time</summary>
    /// <remarks>
    /// Kept in local time: a block at 9 stays at 9 when clocks change. Of times that clocks skip it moves forward by as much, of an hour that comes twice the first is
    /// meant. At most 500 blocks a member.
    /// </remarks>
    private static async Task<Created<BlockBody>> CreateAsync(HttpContext context, NewBlockBody body, CreateBlock create, CancellationToken cancellationToken) =>
        (await create.RunAsync(context.GetActor(), body.ToInput(), cancellationToken)).ToCreated(BlockBody.Of);

    /// <summary>Read a time block</summary>
    private static async Task<Answer<BlockBody>> ReadAsync(HttpContext context, Guid id, ListBlocks blocks, CancellationToken cancellationToken) =>
        (await blocks.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(BlockBody.Of, view => view.Version);

    /// <summary>Change a time block</summary>
    /// <remarks>
    /// All of it; or, with <c>occurrence</c>, that one; or, with <c>following</c> too, that one and all after it. A part that is changed becomes a block of its own, which is
    /// then the answer.
    /// </remarks>
    /// <param name="occurrence">Which one, as the list of times tells it.</param>
    /// <param name="following">True: with all that come after it.</param>
    private static async Task<Answer<BlockBody>> ChangeAsync(HttpContext context, Guid id, BlockChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeBlock change, ListBlocks blocks, CancellationToken cancellationToken, LocalMoment? occurrence = null, bool following = false)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var failure) || !PartOf(occurrence, following).TryGet(out var part, out failure))
        {
            return failure;
        }

        var changed = await change.RunAsync(context.GetActor(), id, body.ToChange(), part, version, cancellationToken);
        return changed.TryGet(out var outcome, out failure) ? await ReadAsync(context, outcome.ResultId, blocks, cancellationToken) : failure;
    }

    /// <summary>Delete a time block</summary>
    /// <remarks>All of it; or, with <c>occurrence</c>, that one; or, with <c>following</c> too, that one and all after it.</remarks>
    /// <param name="occurrence">Which one, as the list of times tells it.</param>
    /// <param name="following">True: with all that come after it.</param>
    private static async Task<Nothing> DeleteAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, DeleteBlock delete, CancellationToken cancellationToken, LocalMoment? occurrence = null, bool following = false) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var failure) && PartOf(occurrence, following).TryGet(out var part, out failure)
            ? (await delete.RunAsync(context.GetActor(), id, part, version, cancellationToken)).ToNothing()
            : failure;

    private static Result<BlockPart?> PartOf(LocalMoment? occurrence, bool following) =>
        occurrence is { } one ? Result.Ok<BlockPart?>(new BlockPart(one.Value, following))
        : following ? new Failure.Invalid("occurrence", "Say which one the others follow.")
        : Result.Ok<BlockPart?>(null);
}
