using App.Sandbox.CalDav.Collections;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>What a path under the server names.</summary>
internal enum DavKind
{
    Root,
    Principal,
    Home,
    Inbox,
    Collection,
    Resource,
    Missing,
}

/// <summary>What a path names, and where that is.</summary>
internal sealed record DavTarget(DavKind Kind, string Path, CalDavAccount? Owner = null, DavCollection? Collection = null, string? Name = null)
{
    /// <summary>The part of the path by which iCloud tells its servers from each other.</summary>
    private const string Partition = "p37";

    public DavResource? Resource => Name is null ? null : Collection?.Find(Name);

    public static string PrincipalPath(CalDavAccount account) => $"/{account.Number}/principal/";

    public static string HomePath(CalDavAccount account) => $"/{Partition}/{account.Number}/calendars/";

    public static string CollectionPath(CalDavAccount account, string id) => $"{HomePath(account)}{id}/";

    public DavTarget Member(string name) => this with { Kind = DavKind.Resource, Path = Path + Uri.EscapeDataString(name), Name = name };

    /// <summary>Reads a path below the server's own, unescaped.</summary>
    public static DavTarget Read(string path, HomeStore store)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            [] => new DavTarget(DavKind.Root, "/"),
            [var number, "principal"] when CalDavAccount.ByNumber(number) is { } account => new DavTarget(DavKind.Principal, PrincipalPath(account), account),
            [Partition, var number, "calendars", .. var rest] when CalDavAccount.ByNumber(number) is { } account => InHome(account, rest, store),
            _ => new DavTarget(DavKind.Missing, path),
        };
    }

    private static DavTarget InHome(CalDavAccount account, string[] rest, HomeStore store)
    {
        var missing = new DavTarget(DavKind.Missing, HomePath(account), account);
        switch (rest)
        {
            case []:
                return missing with { Kind = DavKind.Home };
            case ["inbox"]:
                return missing with { Kind = DavKind.Inbox, Path = CollectionPath(account, "inbox") };
        }

        if (store.Find(account.Email, rest[0]) is not { } collection)
        {
            return missing;
        }

        var target = new DavTarget(DavKind.Collection, CollectionPath(account, collection.Info.Id), account, collection);
        return rest.Length switch
        {
            1 => target,
            2 => target.Member(rest[1]),
            _ => missing,
        };
    }
}
