using App.Domain;
using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Who a user name is on a server, and where her calendars are.</summary>
/// <param name="Id">Host and path of the principal.</param>
/// <param name="Addresses">Of her as a calendar user; empty where the server does not tell.</param>
internal sealed record DavPrincipal(string Id, IReadOnlyList<Uri> Homes, IReadOnlyList<DavAddress> Addresses);

/// <summary>Finds calendars from any address of a server: that address, then /.well-known/caldav (RFC 6764 §6), principal (RFC 5397), home (RFC 4791 §6.2.1).</summary>
internal sealed class CalDavDiscovery(CalDavApi api)
{
    public const string NotCalDav = "not_caldav";

    private const int MostHomes = 10;
    private const int MostCalendars = 500;

    public async Task<Result<DavPrincipal>> FindPrincipalAsync(Grant grant, CancellationToken cancellationToken)
    {
        var typed = AccountSecret.Of(grant).Url;
        Failure? hint = null;
        foreach (var url in new[] { typed, new Uri(typed, "/.well-known/caldav") })
        {
            var answer = await api.SendAsync(grant, DavRequest.FindHome(url), cancellationToken);
            if (answer.Failure is Failure.Rejected { Detail: CalDavApi.OtherHost } elsewhere)
            {
                hint ??= elsewhere;
            }
            else if (!answer.TryGet(out var found, out var failure))
            {
                return failure;
            }
            else if (found.IsMultistatus && found.Members.Count > 0 && await HomesAsync(grant, found, cancellationToken) is var principal && (principal.IsOk || principal.Failure is not Failure.Rejected { Detail: NotCalDav }))
            {
                return principal;
            }
        }

        return hint ?? Missing(typed);
    }

    /// <summary>Calendars that can hold events, of every home.</summary>
    public async Task<Result<IReadOnlyList<CalendarRecord>>> FindCalendarsAsync(Grant grant, CancellationToken cancellationToken)
    {
        if (!(await FindPrincipalAsync(grant, cancellationToken)).TryGet(out var principal, out var failure))
        {
            return failure;
        }

        var found = new List<CalendarRecord>();
        foreach (var home in principal.Homes)
        {
            if (!(await api.SendAsync(grant, DavRequest.FindCalendars(home), cancellationToken)).TryGet(out var answer, out failure))
            {
                return failure;
            }

            if (!answer.IsMultistatus)
            {
                return new Failure.Rejected("refused", $"{home.Host} does not list its calendars ({(int)answer.Status}).");
            }

            found.AddRange(answer.Members.Where(m => m.HoldsEvents).Select(m => Record(answer.Url, m)).OfType<CalendarRecord>());
            if (found.Count > MostCalendars)
            {
                return new Failure.Rejected("too_many_calendars", $"The account has more than {MostCalendars} calendars.");
            }
        }

        return found;
    }

    private async Task<Result<DavPrincipal>> HomesAsync(Grant grant, DavAnswer at, CancellationToken cancellationToken)
    {
        var self = at.Members[0];
        var principal = self.Principal is { Length: > 0 } href ? DavOrigin.Find(at.Url, href) : null;
        var homes = principal is null || self.Homes.Any() ? HomesOf(at.Url, [self]) : [];
        var addresses = self.Addresses;
        if (principal is not null && homes.Count == 0)
        {
            if (!(await api.SendAsync(grant, DavRequest.FindHome(principal), cancellationToken)).TryGet(out var answer, out var failure))
            {
                return failure;
            }

            (homes, addresses) = (HomesOf(answer.Url, answer.Members), answer.Members.SelectMany(m => m.Addresses));
        }

        // A server may know no principals; then the typed address itself is looked into, where it is a calendar.
        if (homes.Count == 0 && self.HoldsEvents)
        {
            homes = [at.Url];
        }

        return homes.Count == 0 ? Missing(at.Url)
            : homes.Count > MostHomes ? new Failure.Rejected("too_many_homes", $"The account has calendars in more than {MostHomes} places.")
            : new DavPrincipal(IdOf(principal ?? homes[0]), homes, [.. addresses]);
    }

    private static List<Uri> HomesOf(Uri at, IEnumerable<DavMember> members) => [.. members.SelectMany(m => m.Homes).Select(h => DavOrigin.Find(at, h)).OfType<Uri>().Distinct()];

    /// <summary>The port of a TLS server is left out: iCloud writes it in some answers only.</summary>
    private static string IdOf(Uri url) => (url.IsDefaultPort ? url.Host : url.Authority) + url.AbsolutePath;

    private static Failure Missing(Uri url) => new Failure.Rejected(NotCalDav, $"{url.Host} does not answer as a CalDAV server there.");

    /// <summary>Null where its address is none.</summary>
    private static CalendarRecord? Record(Uri home, DavMember member)
    {
        if (DavOrigin.Find(home, member.Href.EndsWith('/') ? member.Href : member.Href + "/") is not { } url)
        {
            return null;
        }

        var name = VendorText.Cut(member.DisplayName) ?? Uri.UnescapeDataString(url.Segments[^1].TrimEnd('/'));
        return new CalendarRecord(url.AbsoluteUri, name, ZoneOf(member.TimeZoneText), IsPrimary: false, member.IsWritable, IsHidden: false);
    }

    /// <summary>The IANA zone its VTIMEZONE names, if it is one.</summary>
    private static string? ZoneOf(string? text) =>
        text is not null && ContentParser.Parse(text).TryGet(out var components, out _)
            ? Clock.FindZone(components.SelectMany(c => c.Components).FirstOrDefault(c => c.Is("VTIMEZONE"))?.Find("TZID")?.Text.Trim())?.Id
            : null;
}
