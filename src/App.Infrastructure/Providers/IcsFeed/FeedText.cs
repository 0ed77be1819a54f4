using System.Security.Cryptography;
using System.Text;
using App.Domain;
using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>What a feed says.</summary>
internal sealed class FeedText
{
    private readonly CalendarContent _content;

    private FeedText(CalendarContent content) => _content = content;

    /// <summary>X-WR-CALNAME, or NAME (RFC 7986 §5.1); null where it has none.</summary>
    public string? Name => Find("X-WR-CALNAME") ?? Find("NAME");

    public IReadOnlyList<Series> Series => _content.Series;

    public IReadOnlyList<SetAsideSeries> SetAside => _content.SetAside;

    /// <summary>Of everything in it.</summary>
    public string Digest => Hash(string.Concat(_content.Components.Select(Stable)));

    public static Result<FeedText> Read(byte[] body)
    {
        if (!CalendarContent.Read(body).TryGet(out var content, out var failure))
        {
            return failure;
        }

        return content.Components.Any(c => c.Is("VCALENDAR")) ? new FeedText(content) : new Failure.Rejected("not_a_feed", "What is at that address is no calendar.");
    }

    /// <summary>Of one series.</summary>
    public static string DigestOf(Series series) => Hash(string.Concat(series.Overrides.Prepend(series.Master).Select(e => e is null ? "" : Stable(e.Component))));

    /// <summary>Of what names a series that has no UID.</summary>
    public static string NameOf(Series series) => series.Uid.Length > 0 ? series.Uid : "unnamed-" + DigestOf(series);

    private string? Find(string property) => _content.Components.Select(c => c.Find(property)?.Text.Trim()).FirstOrDefault(t => t is { Length: > 0 });

    /// <summary>As written, without DTSTAMP, which feeds made on demand write anew each time.</summary>
    private static string Stable(Component component)
    {
        var text = new StringBuilder(component.Name);
        foreach (var child in component.Children)
        {
            text.Append('\n').Append(child is Component inner ? Stable(inner) : child is Property line && !line.Is("DTSTAMP") ? line.Line : "");
        }

        return text.ToString();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
