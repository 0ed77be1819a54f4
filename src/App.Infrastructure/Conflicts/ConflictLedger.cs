using System.Globalization;
using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>Brings the conflicts of a member in a stretch of time up to what was found there. Read outside the transaction, applied inside it.</summary>
internal sealed class ConflictLedger
{
    private const int MostAtOnce = 500;
    private const int Chunk = 500;

    private readonly AppDbContext _db;
    private readonly Guid _memberId;
    private readonly Instant _now;
    private readonly IReadOnlyDictionary<Guid, ConflictSide> _sides;
    private readonly IReadOnlyList<ConflictPair> _pairs;

    private ConflictLedger(AppDbContext db, Guid memberId, Window window, Instant now, MemberClaims claims)
    {
        (_db, _memberId, _now, _sides) = (db, memberId, now, claims.Sides);
        List<ConflictPair> pairs = [.. ConflictSweep.Find(claims.All, window).Where(p => p.End > now)];
        Window = window;
        if (pairs.Count > MostAtOnce && pairs[MostAtOnce].Start > window.Start)
        {
            Window = window with { End = pairs[MostAtOnce].Start };
        }

        _pairs = [.. pairs.Where(p => p.Start < Window.End)];
    }

    /// <summary>What it covers: less than was asked for where there is more than is saved at once.</summary>
    public Window Window { get; }

    public static async Task<ConflictLedger> ReadAsync(AppDbContext db, Guid memberId, Window window, Instant now, CancellationToken cancellationToken) =>
        new(db, memberId, window, now, window.End > window.Start ? await db.ReadClaimsAsync(memberId, window, cancellationToken) : new MemberClaims([], new Dictionary<Guid, ConflictSide>()));

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var member = await _db.Members.AsNoTracking().SingleAsync(m => m.Id == _memberId, cancellationToken);
        var found = _pairs.Select(p => (Pair: p, Key: ConflictSide.PairKey(_sides[p.Earlier.Id], _sides[p.Later.Id]))).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Pair);
        var known = await KnownAsync(found.Keys, cancellationToken);
        var ignored = await _db.IgnoredSeries.Where(s => s.MemberId == _memberId).Select(s => s.SeriesKey).ToHashSetAsync(cancellationToken);
        var followed = await _db.Calendars.Where(c => c.MemberId == _memberId && c.OnConflict == ConflictHandling.Follow).Select(c => c.Id).ToHashSetAsync(cancellationToken);

        var opened = new List<Conflict>();
        foreach (var (key, pair) in found)
        {
            var conflict = known.GetValueOrDefault(key);
            var wasOpen = conflict?.State == ConflictState.Open;
            conflict = Meet(conflict, key, pair, member, ignored);
            conflict.GivesWay = conflict is { State: ConflictState.Open, Kind: ConflictKind.BlockAndEvent } && (conflict.GivesWay || !wasOpen) && conflict.Sides.Any(s => s.CalendarId is { } id && followed.Contains(id));
            if (conflict.State == ConflictState.Open && !wasOpen)
            {
                opened.Add(conflict);
            }
        }

        var gone = known.Values.Where(c => c.State == ConflictState.Open && !found.ContainsKey(c.PairKey) && c.End > _now).ToList();
        gone.ForEach(c => c.Close(ConflictState.Resolved, null, _now));
        _db.TellOfConflicts();
        await TellAsync(member, [.. opened.OrderBy(c => c.Start)], gone.Count, cancellationToken);
    }

    /// <summary>Those that began in the window when last looked at, and those whose two sides meet in it now.</summary>
    private async Task<Dictionary<Guid, Conflict>> KnownAsync(IEnumerable<Guid> keys, CancellationToken cancellationToken)
    {
        var known = await _db.Conflicts.Where(c => c.MemberId == _memberId && c.Start >= Window.Start && c.Start < Window.End).ToDictionaryAsync(c => c.PairKey, cancellationToken);
        foreach (var chunk in keys.Where(k => !known.ContainsKey(k)).ToList().Chunk(Chunk))
        {
            foreach (var elsewhere in await _db.Conflicts.Where(c => c.MemberId == _memberId && chunk.Contains(c.PairKey)).ToListAsync(cancellationToken))
            {
                known[elsewhere.PairKey] = elsewhere;
            }
        }

        return known;
    }

    private Conflict Meet(Conflict? known, Guid key, ConflictPair pair, Member member, HashSet<Guid> ignored)
    {
        var (first, second) = (_sides[pair.Earlier.Id], _sides[pair.Later.Id]);
        var conflict = known ?? _db.Conflicts.Add(new Conflict { Id = Guid.CreateVersion7(_db.Time.GetUtcNow()), OrganizationId = member.OrganizationId, MemberId = member.Id, PairKey = key, First = first, Second = second, FoundAt = _now }).Entity;
        var moved = (conflict.Start, conflict.End) != (pair.Start, pair.End);
        (conflict.Kind, conflict.Start, conflict.End) = (pair.Kind, pair.Start, pair.End);
        if (conflict.First != first || conflict.Second != second)
        {
            (conflict.First, conflict.Second) = (first, second);
        }

        var silenced = conflict.Sides.Any(s => s.SeriesKey is { } series && ignored.Contains(series));
        if (silenced && !(conflict is { State: ConflictState.Ignored, Outcome: ResolutionKind.IgnoreOnce }))
        {
            if (conflict.State != ConflictState.Ignored)
            {
                conflict.Close(ConflictState.Ignored, ResolutionKind.IgnoreSeries, _now);
            }
        }
        else if (Holds(conflict, moved))
        {
            return conflict;
        }
        else if (conflict.State != ConflictState.Open)
        {
            conflict.Open(_now);
        }

        return conflict;
    }

    /// <summary>What was decided still stands.</summary>
    private static bool Holds(Conflict conflict, bool moved) => conflict switch
    {
        { State: ConflictState.Ignored, Outcome: ResolutionKind.IgnoreOnce } => true,
        { State: ConflictState.Resolved, Outcome: ResolutionKind.KeepBoth } => !moved,
        _ => false,
    };

    private async Task TellAsync(Member member, IReadOnlyList<Conflict> opened, int gone, CancellationToken cancellationToken)
    {
        var subject = new ActivitySubject(member.Id);
        if (gone > 0)
        {
            _db.Log(member.OrganizationId, "conflict.gone", gone == 1 ? "One conflict is over by itself." : $"{gone} conflicts are over by themselves.", "Integrations", subject);
        }

        if (opened.Count == 0)
        {
            return;
        }

        var (zone, culture) = (Clock.ZoneOrUtc(member.TimeZone), CultureInfo.GetCultureInfo(member.Locale));
        var first = ConflictWords.Say(opened[0].Kind, opened[0].Start, _now, zone, culture);
        var text = opened.Count == 1 ? first : $"{opened.Count} conflicts were found. {first}";
        _db.Log(member.OrganizationId, ConflictNotices.Kind, text, "Integrations", subject, ActivityLevelOf(opened));
        if (member.RemovedAt is null && opened.Any(c => !c.GivesWay) && !await _db.Notifications.AnyAsync(n => n.MemberId == member.Id && n.Kind == ConflictNotices.Kind && n.ReadAt == null, cancellationToken))
        {
            _db.Notify(new Notification { Id = Guid.CreateVersion7(_db.Time.GetUtcNow()), OrganizationId = member.OrganizationId, MemberId = member.Id, Kind = ConflictNotices.Kind, Text = text, Path = "/integrations/conflicts", CreatedAt = _now });
        }
    }

    private static ActivityLevel ActivityLevelOf(IReadOnlyList<Conflict> opened) =>
        opened.All(c => c.GivesWay) ? ActivityLevel.Info : ActivityLevel.Warning;
}
