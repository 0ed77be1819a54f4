using App.Infrastructure.Database;

namespace App.Infrastructure.Organizations;

/// <summary>Makes a page of rows that were read one further than it shows.</summary>
internal static class Paging
{
    public static Page<T> Cut<T>(List<T> found, int limit, Func<T, PageCursor> cursor)
    {
        List<T> items = [.. found.Take(limit)];
        return new Page<T>(items, found.Count > limit ? cursor(items[^1]).ToString() : null);
    }
}
