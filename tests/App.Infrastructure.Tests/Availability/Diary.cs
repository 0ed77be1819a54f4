using App.Domain;
using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

/// <summary>What members have on, written straight into the store; they are in Berlin, where it is 10:00 on Monday, 12 January 2026.</summary>
internal sealed class Diary(World world)
{
    /// <summary>Wednesday of that week, 09:00 in Berlin.</summary>
    public static readonly Instant Nine = Instant.FromUtc(2026, 1, 14, 8, 0);

    public static Window At(int from, int to) => new(Nine + Duration.FromMinutes(from), Nine + Duration.FromMinutes(to));

    /// <summary>Another member of Alice's organization.</summary>
    public async Task<Actor.Person> SettleAsync(string name = "Bob Chen")
    {
        var member = new Member { Id = Guid.CreateVersion7(), OrganizationId = world.Alice.OrganizationId, Issuer = "test", Subject = name, Name = name, TimeZone = "Europe/Berlin", CreatedAt = world.Time.Now() };
        await SaveAsync(db => db.Members.Add(member));
        return new Actor.Person(member.OrganizationId, member.Id);
    }

    public async Task<Guid> BlockAsync(Actor.Person member, int from, int to, string title = "Writing")
    {
        var (block, time) = (Guid.CreateVersion7(), At(from, to));
        await SaveAsync(db =>
        {
            db.TimeBlocks.Add(new TimeBlock { Id = block, OrganizationId = member.OrganizationId, MemberId = member.Id, Title = title, TimeZone = "Europe/Berlin", CreatedAt = world.Time.Now() });
            db.BlockSpans.Add(new BlockSpan { Id = Guid.CreateVersion7(), OrganizationId = member.OrganizationId, MemberId = member.Id, BlockId = block, Start = time.Start, End = time.End });
        });
        return block;
    }

    public async Task<Guid> BookAsync(Actor.Person member, int from, int to, (Guid Calendar, string ExternalId)? written = null, bool claims = true)
    {
        var (booking, time) = (Guid.CreateVersion7(), At(from, to));
        await SaveAsync(db =>
        {
            db.Bookings.Add(new Booking { Id = booking, OrganizationId = member.OrganizationId, BookedBy = member.Id, Title = "Interview", Status = claims ? BookingStatus.Confirmed : BookingStatus.Cancelled, Start = time.Start, End = time.End, TimeZone = "Europe/Berlin", CreatedAt = world.Time.Now() });
            db.BookingHosts.Add(new BookingHost { BookingId = booking, MemberId = member.Id, OrganizationId = member.OrganizationId, Start = time.Start, End = time.End, Claims = claims, EventKey = booking, CalendarId = written?.Calendar, ExternalId = written?.ExternalId });
        });
        return booking;
    }

    public async Task<Guid> AddEventAsync(Calendar calendar, string externalId, int from, int to, Transparency transparency = Transparency.Busy)
    {
        var (id, time) = (Guid.CreateVersion7(), At(from, to));
        await SaveAsync(db =>
        {
            var added = db.Events.Add(new CalendarEvent { Id = id, OrganizationId = calendar.OrganizationId, CalendarId = calendar.Id, ExternalId = externalId, Title = externalId, Start = time.Start, End = time.End, Transparency = transparency });
            added.Property(CalendarEventMapping.ExternalKey).CurrentValue = EventRows.KeyOf(externalId).ToByteArray();
        });
        return id;
    }

    public Task ForgetEventsAsync() => world.ReadAsync(db => db.Events.ExecuteDeleteAsync());

    public async Task<HostVerdict> JudgeAsync(Actor.Person host, Window time, Guid? except = null, IServiceProvider? hub = null)
    {
        await using var db = world.Get<AppDatabase>().ForOrganization(host);
        return Assert.Single(await (hub ?? world.Hub).GetRequiredService<JudgeTime>().RunAsync(db, [host.Id], time, except, default));
    }

    private async Task SaveAsync(Action<AppDbContext> change)
    {
        await using var db = world.Get<AppDatabase>().ForSystem("test");
        change(db);
        await db.SaveChangesAsync();
    }
}
