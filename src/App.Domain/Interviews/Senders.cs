namespace App.Domain.Interviews;

/// <summary>What organizer and attendees tell.</summary>
internal static class Senders
{
    private const int MostAttendees = 50;
    private const int MostOfAnInterview = 8;

    private static readonly CueMatcher Mailboxes = new([string.Join('|', InterviewCues.Recruiting)]);

    /// <summary>Who invites whom.</summary>
    public static Circle People(InterviewText text)
    {
        var domain = DomainOf(text.Organizer);
        if (domain is null)
        {
            return default;
        }

        var isPrivate = IsOf(domain, InterviewCues.MailProviders);
        var others = text.Attendees.Take(MostAttendees).Select(DomainOf).OfType<string>().ToList();
        var colleagues = isPrivate ? 0 : others.Count(d => d.Equals(domain, StringComparison.Ordinal));
        return new Circle(
            isPrivate,
            IsOf(domain, InterviewCues.ApplicantSystems),
            Mailboxes.Match(Words.Of(text.Organizer!.Split('@')[0])) != 0,
            !isPrivate && text.Attendees.Count <= MostOfAnInterview && others.Exists(d => IsOf(d, InterviewCues.MailProviders)),
            colleagues,
            others.Count - colleagues);
    }

    /// <summary>Whether the title has a word of the name of whoever is invited from outside, and of the inviting company's domain.</summary>
    public static (bool Outsider, bool Company) Named(InterviewText text, IReadOnlyCollection<string> title)
    {
        var names = text.Attendees.Take(MostAttendees).Where(a => DomainOf(a) is { } d && IsOf(d, InterviewCues.MailProviders)).SelectMany(a => Words.Of(a[..a.LastIndexOf('@')])).Where(w => w.Length > 2);
        var squeezed = string.Concat(title);
        return (names.Any(title.Contains), CompanyDomains(text).Any(d => d.Split('.') is [.., { Length: > 3 } name, _] && squeezed.Contains(Words.Squeeze(name), StringComparison.Ordinal)));
    }

    /// <summary>Domains that can be a company's: neither a mail provider nor a service that sends in another's name. The organizer's first.</summary>
    public static IEnumerable<string> CompanyDomains(InterviewText text) =>
        text.Attendees.Take(MostAttendees).Prepend(text.Organizer).Select(DomainOf).OfType<string>()
            .Where(d => !IsOf(d, InterviewCues.MailProviders) && !IsOf(d, InterviewCues.ApplicantSystems) && !IsOf(d, InterviewCues.Schedulers)).Distinct(StringComparer.Ordinal);

    private static string? DomainOf(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        return at < 0 || at == address!.Length - 1 ? null : address[(at + 1)..].Trim().TrimEnd('>').ToLowerInvariant();
    }

    private static bool IsOf(string domain, string[] list) => Array.Exists(list, d => domain.Equals(d, StringComparison.Ordinal) || domain.EndsWith("." + d, StringComparison.Ordinal));

    /// <param name="Private">The organizer writes from a mail provider.</param>
    /// <param name="WithOutsider">A company invites a few, one of them privately.</param>
    /// <param name="Colleagues">Invited with the organizer's domain.</param>
    /// <param name="Others">Invited with another.</param>
    public readonly record struct Circle(bool Private, bool FromSystem, bool FromRecruiting, bool WithOutsider, int Colleagues, int Others);
}
