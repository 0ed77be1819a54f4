using App.Domain;
using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A time to be explained; of a moment, <paramref name="End"/> is null.</summary>
/// <param name="Host">Null: the actor herself.</param>
public sealed record TimeQuery(Instant Start, Instant? End = null, Guid? Host = null)
{
    private static readonly Duration Most = Duration.FromMinutes(AvailabilityQuery.MostMinutes);

    /// <summary>A moment is the shortest time there is.</summary>
    internal Window Time => new(Clock.Truncate(Start), Clock.Truncate(End ?? Start + Duration.FromTicks(10)));

    internal Failure? Check() => End is { } end && (end <= Start || end - Start > Most) ? new Failure.Invalid("end", "Must be after start, by at most a day.") : null;
}

/// <summary>A reason with the names that belong to it; of colleagues there are none.</summary>
/// <param name="Title">Of the event, block or booking.</param>
/// <param name="Calendar">Name of the calendar.</param>
/// <param name="TrueUpTo">Freshness of that calendar.</param>
public sealed record ReasonView(Reason Reason, string? Title, string? Calendar, Instant? TrueUpTo);

/// <summary>Why somebody can or can't be booked at one time.</summary>
/// <param name="IsYou">Hers in full; of a colleague it is told what kind of reasons there are.</param>
/// <param name="Rules">By which it was judged.</param>
public sealed record ExplanationView(Guid Host, string Name, bool IsYou, Window Time, HostRules Rules, Verdict Verdict, IReadOnlyList<ReasonView> Against, IReadOnlyList<ReasonView> For);

/// <summary>Tells every reason for and against a time, by the code that judges it.</summary>
public sealed class ExplainTime(AppDatabase database, ReadBusy busy)
{
    /// <summary>What is on and makes nobody busy is told up to here.</summary>
    private const int MostIgnored = 50;

    public async Task<Result<ExplanationView>> RunAsync(Actor actor, TimeQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Check() is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var pictures = await busy.RunAsync(db, [query.Host ?? member.Id], query.Time, new BusyDetail(Subjects: true), cancellationToken);
        return pictures.Count == 0 ? new Failure.NotFound("The host")
            : pictures[0].Facts.MemberId == member.Id ? await FullAsync(db, pictures[0], query.Time, cancellationToken)
            : OfColleague(pictures[0], query.Time);
    }

    private static async Task<ExplanationView> FullAsync(AppDbContext db, HostPicture picture, Window time, CancellationToken cancellationToken)
    {
        var calendars = await db.Calendars.AsNoTracking().Where(c => c.MemberId == picture.Facts.MemberId).ToDictionaryAsync(c => c.Id, cancellationToken);
        var explained = Explanation.Of(picture.Time, time, await IgnoredAsync(db, calendars, picture, time, cancellationToken));
        var titles = await TitlesAsync(db, explained.Against.Concat(explained.For).Where(r => r.Subject is not null).Select(r => r.Subject!.Value).Distinct().ToList(), picture, cancellationToken);
        return View(picture, time, true, explained, r => new ReasonView(
            r,
            r.Subject is { } subject ? titles.GetValueOrDefault(subject) : null,
            r.CalendarId is { } id ? calendars.GetValueOrDefault(id)?.Name : null,
            picture.Time.Sources.FirstOrDefault(s => s.CalendarId is not null && s.CalendarId == r.CalendarId)?.TrueUpTo));
    }

    /// <summary>From the same that the verdict comes from: what was answered just now, and of the other calendars what is stored.</summary>
    private static async Task<List<Reason>> IgnoredAsync(
        AppDbContext db, Dictionary<Guid, Calendar> calendars, HostPicture picture, Window time, CancellationToken cancellationToken)
    {
        var ignored = (from live in picture.Live
                       where calendars.ContainsKey(live.Key)
                       let calendar = calendars[live.Key]
                       from told in live.Value
                       let e = told.Event
                       where time.Overlaps(e.Start, e.End)
                       let why = BusyRule.WhyNot(calendar.Blocks, calendar.BlockingKinds, e.Status, e.Transparency, e.Response, e.Type, e.StartDate is not null)
                       where why != NonBlocking.None
                       select Ignored(calendar.Id, told.Subject, e.Start, e.End, why)).Take(MostIgnored).ToList();
        var ids = calendars.Keys.Except(picture.Live.Keys).ToList();
        var rows = db.Events.AsNoTracking().Where(e => ids.Contains(e.CalendarId) && e.Start < time.End && e.End > time.Start)
            .OrderBy(e => e.Start).ThenBy(e => e.Id).AsAsyncEnumerable();
        await foreach (var e in rows.WithCancellation(cancellationToken))
        {
            if (ignored.Count == MostIgnored)
            {
                break;
            }

            var calendar = calendars[e.CalendarId];
            if (BusyRule.WhyNot(calendar.Blocks, calendar.BlockingKinds, e.Status, e.Transparency, e.Response, e.Type, e.IsAllDay) is var why and not NonBlocking.None)
            {
                ignored.Add(Ignored(calendar.Id, e.Id, e.Start, e.End, why));
            }
        }

        return ignored;
    }

    private static Reason Ignored(Guid calendar, Guid subject, Instant start, Instant end, NonBlocking why) =>
        new(ReasonKind.DoesNotBlock, start, end, subject, calendar) { Ignored = why };

    /// <summary>What was answered just now is newer than what is stored.</summary>
    private static async Task<Dictionary<Guid, string>> TitlesAsync(AppDbContext db, List<Guid> subjects, HostPicture picture, CancellationToken cancellationToken)
    {
        var found = await db.Events.Where(e => subjects.Contains(e.Id)).Select(e => new { e.Id, e.Title })
            .Concat(db.TimeBlocks.Where(b => subjects.Contains(b.Id)).Select(b => new { b.Id, b.Title }))
            .Concat(db.Bookings.Where(b => subjects.Contains(b.Id)).Select(b => new { b.Id, b.Title })).ToListAsync(cancellationToken);
        var titles = found.ToDictionary(f => f.Id, f => f.Title);
        foreach (var (subject, told) in picture.Live.Values.SelectMany(l => l))
        {
            titles[subject] = told.Title;
        }

        return titles;
    }

    /// <summary>That she has something on, and none of what it is or how long it goes on.</summary>
    private static ExplanationView OfColleague(HostPicture picture, Window time)
    {
        var explained = Explanation.Of(picture.Time, time, []);
        return View(picture, time, false, explained with { Against = [.. explained.Against.Select(r => Hide(r, time)).Distinct()], For = [.. explained.For.Select(r => Hide(r, time)).Distinct()] }, r => new ReasonView(r, null, null, null));
    }

    private static Reason Hide(Reason reason, Window time) => new(reason.IsBusy ? ReasonKind.Busy : reason.Kind, time.Start, time.End, Note: SourceView.NoteOf(reason.Note));

    private static ExplanationView View(HostPicture picture, Window time, bool isYou, Explanation explained, Func<Reason, ReasonView> view) =>
        new(picture.Facts.MemberId, picture.Facts.Name, isYou, time, picture.Time.Rules, explained.Verdict, [.. explained.Against.Select(view)], [.. explained.For.Select(view)]);
}
