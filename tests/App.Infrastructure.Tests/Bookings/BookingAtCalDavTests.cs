using App.Domain.Bookings;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Providers.CalDav;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Events at a vendor that keeps an event and a series under one name, on every database.</summary>
public abstract class BookingAtCalDavTests(DatabaseProvider provider) : BookingSuite(provider)
{
    private readonly CalDavVendor _vendor = new("caldav");

    [SkippableFact]
    public async Task An_event_made_to_repeat_is_asked_about_and_its_series_is_never_deleted()
    {
        await _vendor.ConnectAsync(World, World.Email);
        await World.SyncDueAsync();
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.IsWriteTarget, c => c.ExternalId.EndsWith("/home/")));
        }

        var free = await FindFreeAsync();
        var id = await BookAsync(Request(free, Alice));
        await RunStepsAsync();
        await SyncAndFollowAsync();
        var name = await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id).Select(h => h.SeriesId!).SingleAsync());
        await _vendor.PutAsync(World, name, (await _vendor.TextAsync(World, name)).Replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nRRULE:FREQ=WEEKLY;COUNT=4", StringComparison.Ordinal));
        await SyncAndFollowAsync();
        Assert.Equal((free, BookingStatus.Confirmed, BookingMarks.Repeats), ((await ReadAsync(id)).Start, (await ReadAsync(id)).Status, (await ReadAsync(id)).Marks));

        Ok(await CancelAsync(id));
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Equal(4, await World.ReadAsync(db => db.Events.CountAsync(e => e.SeriesId == name)));
        Assert.Equal("event_repeats", (await ReadAsync(id)).Steps[0].ErrorCode);
    }
}

public sealed class BookingAtCalDavOnSqliteTests() : BookingAtCalDavTests(DatabaseProvider.Sqlite);

public sealed class BookingAtCalDavOnPostgreSqlTests() : BookingAtCalDavTests(DatabaseProvider.PostgreSql);
