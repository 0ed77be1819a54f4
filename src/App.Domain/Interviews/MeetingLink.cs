namespace App.Domain.Interviews;

/// <summary>Finds the address by which one joins: what the vendor gives, else the first in place or description that leads into a meeting and not to its help, options or dial-in numbers.</summary>
internal static class MeetingLink
{
    private const int MostRead = 20_000;
    private const int Longest = 2000;

    private static readonly (string Host, string[] Paths)[] Services =
    [
        ("teams.microsoft.com", ["/l/meetup-join/", "/meet/", "/event/", "/l/meeting/"]),
        ("teams.live.com", ["/meet/"]),
        ("zoom.us", ["/j/", "/my/", "/w/", "/s/", "/wc/"]),
        ("zoomgov.com", ["/j/"]),
        ("meet.google.com", ["/"]),
        ("webex.com", ["/meet/", "/join/", "/j.php", "/webappng/", "/wbxmjs/", "/m/"]),
        ("whereby.com", ["/"]),
        ("meet.jit.si", ["/"]),
        ("8x8.vc", ["/"]),
        ("meet.goto.com", ["/"]),
        ("gotomeet.me", ["/"]),
        ("global.gotomeeting.com", ["/join/"]),
        ("gotomeeting.com", ["/join/"]),
        ("bluejeans.com", ["/"]),
        ("chime.aws", ["/"]),
        ("join.skype.com", ["/"]),
        ("meet.lync.com", ["/"]),
        ("around.co", ["/"]),
        ("riverside.fm", ["/studio/"]),
        ("streamyard.com", ["/"]),
        ("livestorm.co", ["/"]),
        ("discord.gg", ["/"]),
        ("v.ringcentral.com", ["/join/"]),
        ("meet.ringcentral.com", ["/"]),
        ("senfcall.de", ["/"]),
        ("fairmeeting.net", ["/"]),
    ];

    private static readonly string[] SomeMeeting = ["/b/", "/rooms/", "/meet/", "/join/", "/j/"];
    private static readonly string[] NeverJoined = ["support.", "help.", "aka.ms", "tel.meet", "calendar.", "docs.", "/cancel", "/reschedul", "meetingoptions", "/download", "dialin", "pstn"];

    public static string? Of(InterviewText text) =>
        !string.IsNullOrWhiteSpace(text.MeetingUrl) ? text.MeetingUrl.Trim() : Find(text.Location) ?? Find(text.Description);

    private static string? Find(string? text)
    {
        var rest = text.AsSpan()[..Math.Min(text?.Length ?? 0, MostRead)];
        while (rest.IndexOf('.') >= 0)
        {
            var begin = rest.IndexOfAnyExcept(" \t\r\n<>\"'()[]|,;");
            if (begin < 0)
            {
                return null;
            }

            rest = rest[begin..];
            var end = rest.IndexOfAny(" \t\r\n<>\"'|");
            var word = end < 0 ? rest : rest[..end];
            if (word.Length is > 5 and < Longest && Joined(word) is { } link)
            {
                return link;
            }

            rest = rest[word.Length..];
        }

        return null;
    }

    private static string? Joined(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd(".,;:!)]");
        var scheme = word.IndexOf("://");
        if (scheme < 0 && word.IndexOf('/') < 4)
        {
            return null;
        }

        var text = scheme > 5 && word.LastIndexOf("http", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? word[at..].ToString() : word.ToString();
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && Leads(uri) ? address : null;
    }

    private static bool Leads(Uri uri)
    {
        var whole = uri.Host + uri.AbsolutePath;
        if (Array.Exists(NeverJoined, n => whole.Contains(n, StringComparison.OrdinalIgnoreCase)) || uri.AbsolutePath.Length < 2)
        {
            return false;
        }

        foreach (var (host, paths) in Services)
        {
            if (uri.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase))
            {
                return Array.Exists(paths, p => uri.AbsolutePath.Contains(p, StringComparison.OrdinalIgnoreCase));
            }
        }

        return (uri.Host.StartsWith("meet.", StringComparison.OrdinalIgnoreCase) || uri.Host.StartsWith("bbb.", StringComparison.OrdinalIgnoreCase) || uri.Host.StartsWith("video.", StringComparison.OrdinalIgnoreCase))
            && (uri.AbsolutePath.Length > 3 || Array.Exists(SomeMeeting, p => uri.AbsolutePath.Contains(p, StringComparison.OrdinalIgnoreCase)));
    }
}
