using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Claim = App.Domain.Conflicts.Claim;

namespace App.Infrastructure.Conflicts;

/// <summary>What claims a member's time, with what is to be told of each.</summary>
/// <param name="All">Each source in order.</param>
/// <param name="Sides">By the claim's id.</param>
internal sealed record MemberClaims(IReadOnlyList<Claim> All, IReadOnlyDictionary<Guid, ConflictSide> Sides);

/// <summary>Reads claims for the sweep. Calendars of which conflicts are ignored claim nothing here: of them nothing is said.</summary>
internal static class ReadClaims
{
    /// <summary>All of a member's claims that overlap a window.</summary>
    public static async Task<MemberClaims> ReadClaimsAsync(this AppDbContext db, Guid memberId, Window window, CancellationToken cancellationToken)
    {
        var events = await EventsAsync(db, memberId, window, cancellationToken);
        var bookings = await BookingsAsync(db, memberId, window, events, cancellationToken);
        List<(Claim Claim, ConflictSide Side)> all = [.. events, .. await BlocksAsync(db, memberId, window, cancellationToken), .. bookings];
        return new MemberClaims(all.ConvertAll(c => c.Claim), all.ToDictionary(c => c.Claim.Id, c => c.Side));
    }

    private static async Task<List<(Claim Claim, ConflictSide Side)>> EventsAsync(AppDbContext db, Guid memberId, Window window, CancellationToken cancellationToken)
    {
        var found = new List<(Claim, ConflictSide)>();
        var old = (await db.HostsWithOldCopy().Where(h => h.MemberId == memberId).Select(h => new { h.CalendarId, h.ExternalId }).ToListAsync(cancellationToken)).ConvertAll(h => (h.CalendarId, h.ExternalId)).ToHashSet();
        foreach (var calendar in await db.Calendars.AsNoTracking().Where(c => c.MemberId == memberId && c.Blocks && c.OnConflict != ConflictHandling.Ignore).OrderBy(c => c.Id).ToListAsync(cancellationToken))
        {
            var rows = await db.Events.AsNoTracking().Where(e => e.CalendarId == calendar.Id && e.Start < window.End && e.End > window.Start).OrderBy(e => e.Start)
                .Select(e => new { e.Id, e.Start, e.End, e.Status, e.Transparency, e.Response, e.Type, e.StartDate, e.ICalUid, e.ExternalId, e.SeriesId, e.IsOwnSeries, e.Title })
                .ToListAsync(cancellationToken);
            found.AddRange(
                from e in rows
                let allDay = e.StartDate is not null
                where !old.Contains((calendar.Id, e.ExternalId)) && BusyRule.Blocks(calendar.Blocks, calendar.BlockingKinds, e.Status, e.Transparency, e.Response, e.Type, allDay)
                select (
                    new Claim(ClaimSource.Event, e.Id, e.Start, e.End) { CalendarId = calendar.Id, Meeting = e.ICalUid, IsAllDay = allDay, IsAway = e.Type is EventType.OutOfOffice or EventType.FocusTime },
                    new ConflictSide
                    {
                        Source = ClaimSource.Event,
                        Id = e.Id,
                        CalendarId = calendar.Id,
                        ExternalId = e.ExternalId,
                        SeriesKey = e is { SeriesId: { } series, IsOwnSeries: false } ? ConflictSide.SeriesOf(calendar.Id, series) : null,
                        Title = e.Title,
                        Start = e.Start,
                        End = e.End,
                        IsAllDay = allDay,
                    }));
        }

        return found;
    }

    private static async Task<IEnumerable<(Claim, ConflictSide)>> BlocksAsync(AppDbContext db, Guid memberId, Window window, CancellationToken cancellationToken)
    {
        var rows = await (from span in db.BlockSpans
                          where span.MemberId == memberId && span.Start < window.End && span.End > window.Start
                          join block in db.TimeBlocks on span.BlockId equals block.Id
                          orderby span.Start
                          select new { span.Id, span.BlockId, span.Original, span.Start, span.End, block.Title, Repeats = block.Rule != null }).AsNoTracking().ToListAsync(cancellationToken);
        return rows.Select(s => (
            new Claim(ClaimSource.Block, s.Id, s.Start, s.End),
            new ConflictSide { Source = ClaimSource.Block, Id = s.BlockId, Original = s.Original, SeriesKey = s.Repeats ? ConflictSide.SeriesOf(s.BlockId) : null, Title = s.Title, Start = s.Start, End = s.End }));
    }

    /// <summary>A booking and its own event, wherever that has been copied to, are one meeting. A hold counts too: nobody looks again when it is taken up.</summary>
    private static async Task<IReadOnlyList<(Claim, ConflictSide)>> BookingsAsync(AppDbContext db, Guid memberId, Window window, List<(Claim Claim, ConflictSide Side)> events, CancellationToken cancellationToken)
    {
        var rows = await (from host in db.BookingHosts
                          where host.MemberId == memberId && host.Claims && host.Start < window.End && host.End > window.Start
                          join booking in db.Bookings on host.BookingId equals booking.Id
                          orderby host.Start
                          select new { host.BookingId, host.CalendarId, host.ExternalId, host.ICalUid, host.Start, host.End, booking.Title }).AsNoTracking().ToListAsync(cancellationToken);
        var found = new List<(Claim, ConflictSide)>();
        foreach (var b in rows)
        {
            var own = b.ExternalId is null ? -1 : events.FindIndex(e => e.Side.CalendarId == b.CalendarId && e.Side.ExternalId == b.ExternalId);
            var meeting = own < 0 ? b.ICalUid : events[own].Claim.Meeting ?? $"booking {b.BookingId}";
            if (own >= 0)
            {
                events[own] = (events[own].Claim with { Meeting = meeting }, events[own].Side);
            }

            found.Add((
                new Claim(ClaimSource.Booking, b.BookingId, b.Start, b.End) { CalendarId = b.CalendarId, Meeting = meeting },
                new ConflictSide { Source = ClaimSource.Booking, Id = b.BookingId, CalendarId = b.CalendarId, Title = b.Title, Start = b.Start, End = b.End }));
        }

        return found;
    }
}
