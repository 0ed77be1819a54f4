using App.Domain.Time;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>A verdict with everything that speaks against a time, and everything that speaks for it.</summary>
public sealed record Explanation(Verdict Verdict, IReadOnlyList<Reason> Against, IReadOnlyList<Reason> For)
{
    private static readonly Duration Around = Duration.FromDays(1);

    /// <summary>Judges by the same code as everything else; what speaks for a time is what that found nothing against.</summary>
    /// <param name="ignored">What is on then and makes nobody busy.</param>
    public static Explanation Of(HostTime host, Window time, IEnumerable<Reason> ignored)
    {
        ArgumentNullException.ThrowIfNull(host);
        var (verdict, against) = Judgement.Of(host, time);
        var told = against.Select(r => r.Subject).ToHashSet();
        return new Explanation(verdict, against, [.. Rules(host, time, against), .. Sources(host, time, against), .. ignored.Where(r => !told.Contains(r.Subject))]);
    }

    private static IEnumerable<Reason> Rules(HostTime host, Window time, IReadOnlyList<Reason> against)
    {
        if (against.All(r => r.Kind != ReasonKind.OutsideHours))
        {
            var hours = WorkingStretches.Of(host.Rules.Hours, host.Rules.Zone, new Window(time.Start - Around, time.End + Around)).Find(s => s.Start <= time.Start && s.End >= time.End);
            yield return new Reason(ReasonKind.WithinHours, hours.Start, hours.End);
        }

        if (host.Rules.Notice > Duration.Zero && against.All(r => r.Kind is not (ReasonKind.Notice or ReasonKind.Past)))
        {
            yield return new Reason(ReasonKind.NoticeKept, host.Now, host.Now + host.Rules.Notice);
        }
    }

    private static IEnumerable<Reason> Sources(HostTime host, Window time, IReadOnlyList<Reason> against) =>
        from source in host.Sources
        where source is { CalendarId: not null, Unknown: null } && against.All(r => r.CalendarId != source.CalendarId)
        select new Reason(ReasonKind.NothingOn, time.Start, time.End, null, source.CalendarId);
}
