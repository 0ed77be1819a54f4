namespace App.Domain.Interviews;

/// <summary>What organizer and attendees tell.</summary>
internal static class Senders
{
    private const int MostAttendees = 50;
    private const int MostOfAnInterview = 8;

    private static readonly CueMatcher Mailboxes = new([string.Join('|', InterviewCues.Recruiting)]);

    /// <summary>What they add to the odds that it is an interview.</summary>
    public static double Weight(InterviewText text)
    {
        var domain = DomainOf(text.Organizer);
        if (domain is null)
        {
            return 0;
        }

        var fromSystem = IsOf(domain, InterviewCues.ApplicantSystems);
        var weight = fromSystem ? InterviewCues.FromApplicantSystem : Mailboxes.Match(Words.Of(text.Organizer!.Split('@')[0])) != 0 ? InterviewCues.FromRecruiting : 0;
        var withOutsider = !IsOf(domain, InterviewCues.MailProviders) && text.Attendees.Count <= MostOfAnInterview && text.Attendees.Any(a => DomainOf(a) is { } other && IsOf(other, InterviewCues.MailProviders));
        return weight + (withOutsider ? InterviewCues.WithOutsider : 0);
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
}
