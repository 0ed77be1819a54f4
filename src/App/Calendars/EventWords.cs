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
    private static readonly Duration OneHour = Duration.FromHours(1);
    private static readonly Duration OneDay = Duration.FromDays(1);

    /// <summary>What was cancelled or declined is not shown.</summary>
    public static bool IsShown(EventView e) => e.Status != EventStatus.Cancelled && e.Response != Response.Declined;

    /// <summary>Drawn above the hours: dates, and what spans a whole day.</summary>
    public static bool LastsAllDay(EventView e) => e.IsAllDay || e.End - e.Start >= OneDay;

    public static string Title(EventView e) => e.Title.Length == 0 ? "No title" : e.Title;

    /// <summary>Dashed where it is not settled, outlined where it leaves the time free.</summary>
    public static string Css(EventView e) =>
        (e.Status == EventStatus.Tentative || e.Response is Response.Tentative or Response.NeedsAction ? "tentative " : "")
        + (e.Blocks ? "" : "free ")
        + (e.End - e.Start > OneHour ? "long" : "");

    /// <summary>First and last day it touches, in the viewer's zone.</summary>
    public static (LocalDate First, LocalDate Last) Days(EventView e, Viewer viewer) => e is { StartDate: { } first, EndDate: { } after }
        ? (first, LocalDate.Max(first, after.PlusDays(-1)))
        : (viewer.DateOf(e.Start), viewer.DateOf(e.End > e.Start ? e.End - Duration.Epsilon : e.Start));

    public static string When(EventView e, Viewer viewer)
    {
        if (e is { StartDate: { } first, EndDate: { } after })
        {
            var last = after.PlusDays(-1);
            return last <= first ? $"{viewer.Day(first)}, all day" : $"{viewer.Day(first)} – {viewer.Day(last)}, all day";
        }

        return When(e.Start, e.End, viewer);
    }

    public static string When(Instant start, Instant end, Viewer viewer)
    {
        var (from, to) = (viewer.DateOf(start), viewer.DateOf(end));
        return from == to || end == start
            ? $"{viewer.Day(from)}, {viewer.Time(start)} – {viewer.Time(end)}"
            : $"{viewer.Day(from)}, {viewer.Time(start)} – {viewer.Day(to)}, {viewer.Time(end)}";
    }

    public static string Purpose(EventPurpose purpose) => purpose switch
    {
        EventPurpose.Interview => "Interview",
        EventPurpose.Deadline => "Deadline",
        EventPurpose.CareerEvent => "Career event",
        _ => "Event",
    };

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
