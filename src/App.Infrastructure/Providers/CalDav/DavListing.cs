using System.Net;
using App.Domain;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>What is to be read and what is gone; null of it means that the token is no longer accepted.</summary>
internal sealed record DavChanges(IReadOnlyList<string> Changed, IReadOnlyList<string> Gone, string Next, bool More);

/// <summary>Finds out what changed in a collection: by its sync token, or, where it knows none, by comparing tags.</summary>
internal sealed class DavListing(CalDavApi api)
{
    /// <summary>Everything, or what changed since the token of an earlier pass.</summary>
    public async Task<Result<DavChanges?>> ListAsync(Grant grant, Uri collection, string? token, CancellationToken cancellationToken)
    {
        if (DavSyncToken.Read(token) is { } sync)
        {
            return await ListSinceAsync(grant, collection, sync, cancellationToken);
        }

        if (token is not null)
        {
            return DavTags.Read(token) is { } tags ? await CompareAsync(grant, collection, tags, cancellationToken) : Result.Ok<DavChanges?>(null);
        }

        var all = await ListSinceAsync(grant, collection, "", cancellationToken);
        return all is { IsOk: true, Value: null } ? await CompareAsync(grant, collection, new DavTags(null, new Dictionary<string, string?>()), cancellationToken) : all;
    }

    private async Task<Result<DavChanges?>> ListSinceAsync(Grant grant, Uri collection, string token, CancellationToken cancellationToken)
    {
        if (!(await api.SendAsync(grant, DavRequest.Sync(collection, token), cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (answer is { IsMultistatus: true, SyncToken: { } next })
        {
            if (!DavText.CanBeSent(next))
            {
                return new Failure.Unavailable($"{collection.Host} answered something that can't be read.");
            }

            var more = answer.Members.Any(m => m.Status == (int)HttpStatusCode.InsufficientStorage);
            return more && next == token ? new Failure.Rejected("no_progress", $"{collection.Host} lists its changes over and over.") : Result.Ok<DavChanges?>(Changes(answer, first: token.Length == 0) with { Next = DavSyncToken.Write(next), More = more });
        }

        return answer.Status switch
        {
            HttpStatusCode.NotFound => new Failure.NotFound("The calendar"),
            _ when token.Length == 0 => Result.Ok<DavChanges?>(null),
            HttpStatusCode.InternalServerError => await ExpiredUnlessDownAsync(grant, collection, cancellationToken),
            HttpStatusCode.Forbidden when !answer.RefusesToken => new Failure.Rejected("forbidden", $"{collection.Host} refuses this calendar."),
            _ => Result.Ok<DavChanges?>(null),
        };
    }

    /// <summary>A first list may hold what was deleted long ago (Radicale): it is not known here, so it is nothing to tell.</summary>
    private static DavChanges Changes(DavAnswer answer, bool first)
    {
        var members = answer.Members.Where(m => !m.IsCollection).ToLookup(m => m.Status is 404 or 410);
        return new DavChanges([.. members[false].Select(NameOf).Distinct()], first ? [] : [.. members[true].Select(NameOf)], "", false);
    }

    /// <summary>Xandikos answers a token it does not know with 500; only a server that answers otherwise means that.</summary>
    private async Task<Result<DavChanges?>> ExpiredUnlessDownAsync(Grant grant, Uri collection, CancellationToken cancellationToken) =>
        (await api.SendAsync(grant, DavRequest.FindTag(collection), cancellationToken)).Select(_ => (DavChanges?)null);

    private async Task<Result<DavChanges?>> CompareAsync(Grant grant, Uri collection, DavTags known, CancellationToken cancellationToken)
    {
        if (known.CTag is not null)
        {
            if (!(await FindAsync(grant, DavRequest.FindTag(collection), cancellationToken)).TryGet(out var own, out var shut))
            {
                return shut;
            }

            if (own.Members.Count > 0 && own.Members[0].CTag == known.CTag)
            {
                return new DavChanges([], [], known.Write(), false);
            }
        }

        if (!(await FindAsync(grant, DavRequest.FindTags(collection), cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        // What a list that is cut short, or is of something else, leaves out is not gone.
        if (answer.Members.Any(m => m.Status == (int)HttpStatusCode.InsufficientStorage) || !answer.Members.Any(m => m.IsCollection && m.Status is >= 200 and < 300))
        {
            return new Failure.Unavailable($"{collection.Host} lists only a part of this calendar.");
        }

        var resources = answer.Members.Where(m => !m.IsCollection).DistinctBy(NameOf).ToDictionary(NameOf, m => m.ETag, StringComparer.Ordinal);
        var now = new DavTags(answer.Members.FirstOrDefault(m => m.IsCollection)?.CTag, resources);
        return new DavChanges(
            [.. resources.Where(r => r.Value is null || known.ETags.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key)],
            [.. known.ETags.Keys.Where(k => !resources.ContainsKey(k))],
            now.Write(),
            false);
    }

    private async Task<Result<DavAnswer>> FindAsync(Grant grant, DavRequest request, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(grant, request, cancellationToken);
        return answer is { IsOk: true, Value: { IsMultistatus: false } other }
            ? other.Status == HttpStatusCode.NotFound ? new Failure.NotFound("The calendar") : new Failure.Rejected("forbidden", $"{request.Url.Host} refuses this calendar ({(int)other.Status}).")
            : answer;
    }

    /// <summary>The name of a resource in its collection, whether its href is a path or a whole address; escaped as the server did.</summary>
    public static string NameOf(DavMember member) => member.Href[(member.Href.LastIndexOf('/') + 1)..];
}
