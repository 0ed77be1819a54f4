using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars;

/// <summary>Makes a stored copy untrue behind the product's back, by a known measure.</summary>
internal static class Spoiling
{
    /// <summary>Takes rows away, adds rows nobody has, and moves rows, as far as there are enough.</summary>
    /// <returns>What a comparison has to find.</returns>
    public static Task<Drift> RunAsync(World world, Guid calendarId, Random random, int missed, int ghosts, int moved) => world.ReadAsync(async db =>
    {
        var cursor = await db.Cursors.AsNoTracking().SingleAsync(c => c.CalendarId == calendarId);
        var window = new Window(cursor.WindowStart!.Value, cursor.WindowEnd!.Value);
        var inside = (await db.Events.Where(e => e.CalendarId == calendarId).OrderBy(e => e.ExternalId).ToListAsync()).Where(e => window.Overlaps(e.Start, e.End)).ToArray();
        random.Shuffle(inside);
        var gone = inside.Take(missed).ToList();
        var shifted = inside.Skip(missed).Take(moved).ToList();
        db.RemoveRange(gone);
        foreach (var row in shifted)
        {
            // Within its own hours, so that it stays in the window on either side.
            row.Start += (row.End - row.Start) / 2;
        }

        var model = inside.FirstOrDefault();
        var extra = model is null ? 0 : ghosts;
        for (var i = 0; i < extra; i++)
        {
            var id = $"nobody-{random.NextInt64()}";
            var ghost = new CalendarEvent { Id = Guid.CreateVersion7(), OrganizationId = cursor.OrganizationId, CalendarId = calendarId, ExternalId = id, Title = "Nobody's", Start = window.Start + Duration.FromDays(40), End = window.Start + Duration.FromDays(41), Generation = cursor.Generation };
            db.Add(ghost).Property<byte[]>(CalendarEventMapping.ExternalKey).CurrentValue = EventRows.KeyOf(id).ToByteArray();
        }

        await db.SaveChangesAsync();
        return new Drift(inside.Length + extra, gone.Count, extra, shifted.Count(s => s.End > s.Start));
    });
}
