using App.Domain;
using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>Tells when members of an organization are free. Any of them may ask about any other: of colleagues she learns when, never what.</summary>
public sealed class ReadAvailability(AppDatabase database, ReadBusy busy)
{
    public async Task<Result<AvailabilityView>> RunAsync(Actor actor, AvailabilityQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Check().Any(out var invalid))
        {
            return invalid;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        List<Guid> hosts = query.Hosts.Count == 0 ? [member.Id] : [.. query.Hosts.Distinct()];
        var range = new Window(query.From, query.To);
        var pictures = await busy.RunAsync(db, hosts, range, new BusyDetail(Subjects: query.WithBusy && hosts.Contains(member.Id)), cancellationToken);
        if (pictures.Count < hosts.Count)
        {
            return new Failure.NotFound("The host");
        }

        var grid = new SlotGrid(range, Duration.FromMinutes(query.Minutes), Duration.FromMinutes(query.Step), Anchor(query.From, Clock.ZoneOrUtc(member.TimeZone)));
        return Answer(query, range, SlotTable.Of(grid, [.. pictures.Select(p => p.Time)]), after, pictures, member.Id);
    }

    /// <summary>Midnight where she is, so that slots begin where she would let them; on the grid in zones of odd minutes too.</summary>
    private static Instant Anchor(Instant from, DateTimeZone zone)
    {
        const long Grid = Booking.GridMinutes * 60;
        var midnight = Clock.StartOfDay(from.InZone(zone).Date, zone).ToUnixTimeSeconds();
        return Instant.FromUnixTimeSeconds(midnight + ((Grid - (midnight % Grid)) % Grid));
    }

    private static AvailabilityView Answer(AvailabilityQuery query, Window range, SlotTable table, PageCursor? after, IReadOnlyList<HostPicture> pictures, Guid you)
    {
        var open = table.Open(query.Mode, after is { } cursor ? table.Grid.After(cursor.At) : 0).Take(query.Limit + 1).ToList();
        var next = open.Count > query.Limit ? new PageCursor(table.Grid[open[query.Limit - 1].Slot].Start, Guid.Empty).ToString() : null;
        return new AvailabilityView(range, [.. open.Take(query.Limit).Select(o => View(table, o.Slot, o.Verdict, query.Mode, pictures))], next, [.. pictures.Select(p => View(p, p.Facts.MemberId == you, query.WithBusy))]);
    }

    private static SlotView View(SlotTable table, int slot, Verdict verdict, HostMode mode, IReadOnlyList<HostPicture> pictures)
    {
        var time = table.Grid[slot];
        return new SlotView(time.Start, time.End, verdict, mode == HostMode.All ? [] : [.. pictures.Where((_, h) => table.Of(slot, h) == verdict).Select(p => p.Facts.MemberId)]);
    }

    private static HostView View(HostPicture picture, bool isYou, bool withBusy)
    {
        var busy = withBusy ? BusyTimes.Of(picture.Time.Busy).Select(b => new BusyView(b.Start, b.End, isYou ? b.Reasons : ArraySegment<BusySpan>.Empty)).ToList() : null;
        return new HostView(picture.Facts.MemberId, picture.Facts.Name, isYou, [.. picture.Time.Sources.Select(s => SourceView.Of(s, isYou))], busy);
    }
}
