using System.Text.Json;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>A page with what of it can be read, and the ids of what can't be (null where even that is lost).</summary>
internal sealed record OutlookPage(IReadOnlyList<OutlookEvent> Items, IReadOnlyList<string?> Unreadable, string? NextLink, string? DeltaLink)
{
    /// <summary>One record of the wrong shape does not cost the page; a page that is broken itself throws.</summary>
    public static OutlookPage Read(byte[] body)
    {
        try
        {
            var page = JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookEvents)!;
            return Of(page.Value ?? throw new JsonException("A page without a list."), [], page.NextLink, page.DeltaLink);
        }
        catch (JsonException)
        {
            var raw = JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookRawEvents)!;
            return ReadEach(raw.Value ?? throw new JsonException("A page without a list."), raw.NextLink, raw.DeltaLink);
        }
    }

    private static OutlookPage ReadEach(List<JsonElement> items, string? nextLink, string? deltaLink)
    {
        var (read, unreadable) = (new List<OutlookEvent?>(), new List<string?>());
        foreach (var item in items)
        {
            try
            {
                read.Add(item.Deserialize(OutlookJson.Default.OutlookEvent));
            }
            catch (JsonException)
            {
                unreadable.Add(item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);
            }
        }

        return Of(read, unreadable, nextLink, deltaLink);
    }

    private static OutlookPage Of(List<OutlookEvent?> items, List<string?> unreadable, string? nextLink, string? deltaLink)
    {
        var named = items.OfType<OutlookEvent>().Where(i => i.Id is { Length: > 0 } id && !id.Contains('\0', StringComparison.Ordinal)).ToList();
        unreadable.AddRange(Enumerable.Repeat<string?>(null, items.Count - named.Count));
        return new OutlookPage(named, unreadable, nextLink is { Length: > 0 } ? nextLink : null, deltaLink is { Length: > 0 } ? deltaLink : null);
    }
}
