using System.ComponentModel;
using App.Domain;
using App.Infrastructure;
using App.Infrastructure.Database;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace App.Api;

/// <summary>Which page of a list is wanted.</summary>
internal readonly record struct PageRequest
{
    /// <summary>Where to go on: <c>next</c> of the page before.</summary>
    [FromQuery(Name = "cursor"), Description("Where to go on: `next` of the page before.")]
    public string? Cursor { get; init; }

    /// <summary>How many items at most, from 1 to 200.</summary>
    [FromQuery(Name = "limit"), Description("How many items at most, from 1 to 200. Default: 50.")]
    public int? Limit { get; init; }

    public Result<int> Size => Limit is null ? PageCursor.DefaultLimit
        : Limit is >= 1 and <= PageCursor.MostLimit ? Limit.Value
        : new Failure.Invalid("limit", $"Must be from 1 to {PageCursor.MostLimit}.");
}

/// <summary>One page of a list. The address of the next one is also in the <c>Link</c> header.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Paged<T>(IReadOnlyList<T> Items, string? Next);

internal static class PagedAnswers
{
    /// <summary>Runs a query with the page's size and answers with its page.</summary>
    public static async Task<Answer<Paged<TBody>>> AnswerAsync<T, TBody>(this PageRequest page, HttpContext context, Func<int, Task<Result<Page<T>>>> query, Func<T, TBody> body)
    {
        if (!page.Size.TryGet(out var size, out var invalid))
        {
            return invalid;
        }

        var result = (await query(size)).Select(p => new Paged<TBody>([.. p.Items.Select(body)], p.Next));
        return new Answer<Paged<TBody>>(result) { Headers = (paged, response) => Link(context.Request, paged.Next, response) };
    }

    private static void Link(HttpRequest request, string? next, HttpResponse response)
    {
        if (next is null)
        {
            return;
        }

        var query = new QueryBuilder(request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? ""))) { { "cursor", next } };
        response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
    }
}
