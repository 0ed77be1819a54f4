using System.Globalization;
using System.Security.Cryptography;
using App.Domain;

namespace App.Api;

/// <summary>
/// What was read, as ETag: the row's version, and a hash of the body, which also tells what moves without a change of the row (freshness, counts). A
/// change asks for the version alone: nobody's edit is refused because a sync went by.
/// </summary>
internal static class EntityTag
{
    /// <summary>The version the caller has seen; null where she doesn't say, or says any (<c>*</c>).</summary>
    public static Result<long?> Expected(string? ifMatch)
    {
        var text = ifMatch?.Trim();
        if (string.IsNullOrEmpty(text) || text == "*")
        {
            return Result.Ok<long?>(null);
        }

        return text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text[1..^1].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? Result.Ok<long?>(version)
            : new Failure.Stale();
    }

    /// <summary>Writes the ETag.</summary>
    /// <returns>True when the caller has this body already (<c>If-None-Match</c>).</returns>
    public static bool Write(HttpContext context, long version, ReadOnlySpan<byte> body)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 6))}\"");
        context.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.IfNoneMatch.Any(t => t is not null && t.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal));
    }
}
