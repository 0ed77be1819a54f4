using System.Globalization;
using App.Domain;

namespace App.Api;

/// <summary>A row's version as ETag: read from <c>If-Match</c>, written to <c>ETag</c>.</summary>
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

        return text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? Result.Ok<long?>(version)
            : new Failure.Stale();
    }

    /// <summary>Writes the ETag.</summary>
    /// <returns>True when the caller has this version already (<c>If-None-Match</c>).</returns>
    public static bool Write(HttpContext context, long version)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        context.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.IfNoneMatch.Any(t => t is not null && t.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal));
    }
}
