using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain.Calendars;
using App.Infrastructure.Calendars;
using App.Ui;
using NodaTime;

namespace App.Calendars;

/// <summary>What the pages say about an occurrence. Text of vendors is shown as text, never as markup.</summary>
internal static partial class EventWords
{
    public static string When(EventView e, Viewer viewer)
    {
        if (e is { StartDate: { } first, EndDate: { } after })
        {
            var last = after.PlusDays(-1);
            return last <= first ? $"{viewer.Day(first)}, all day" : $"{viewer.Day(first)} – {viewer.Day(last)}, all day";
        }

        var (from, to) = (viewer.DateOf(e.Start), viewer.DateOf(e.End));
        return from == to || e.End == e.Start
            ? $"{viewer.Day(from)}, {viewer.Time(e.Start)} – {viewer.Time(e.End)}"
            : $"{viewer.Day(from)}, {viewer.Time(e.Start)} – {viewer.Day(to)}, {viewer.Time(e.End)}";
    }

    public static string Claim(EventView e) => e switch
    {
        { Blocks: true, Status: EventStatus.Tentative } => "Blocks your time, though it is not settled",
        { Blocks: true } => "Blocks your time",
        { Response: Response.Declined } => "Free: you declined",
        { Status: EventStatus.Cancelled } => "Free: it was cancelled",
        { Transparency: Transparency.Free } => "Free: it is marked as free",
        { Type: EventType.WorkingLocation } => "Free: it says where you work",
        { Type: EventType.Birthday } => "Free: a birthday",
        _ => "Free: its calendar does not block your time",
    };

    public static string Answer(Response response) => response switch
    {
        Response.Accepted => "Accepted",
        Response.Declined => "Declined",
        Response.Tentative => "Maybe",
        _ => "Not answered yet",
    };

    /// <summary>Names, or addresses where there is no name; nothing where the text can't be read.</summary>
    public static IReadOnlyList<string> Guests(string? attendees)
    {
        if (string.IsNullOrEmpty(attendees))
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(attendees);
            return json.RootElement.ValueKind != JsonValueKind.Array ? [] :
                [.. json.RootElement.EnumerateArray().Select(NameOf).OfType<string>().Take(50)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Vendors allow markup in descriptions: tags go, lines stay.</summary>
    public static string PlainText(string? html) => html is null ? "" :
        WebUtility.HtmlDecode(Tags().Replace(Breaks().Replace(html, "\n"), "")).Trim();

    /// <summary>True where it is safe to follow as a link.</summary>
    public static bool IsWebAddress(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static string? NameOf(JsonElement guest)
    {
        string? Text(string key) => guest.ValueKind == JsonValueKind.Object && guest.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        return Text("name") ?? Text("email");
    }

    [GeneratedRegex("<(br|/p|/div|/li)[^>]{0,200}>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]{0,2000}>")]
    private static partial Regex Tags();
}
