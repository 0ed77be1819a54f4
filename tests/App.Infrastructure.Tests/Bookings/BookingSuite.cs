using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>What suites of bookings share: colleagues of Alice's, a request, and working off what is due.</summary>
public abstract class BookingSuite(DatabaseProvider provider) : IAsyncLifetime
{
    /// <summary>Tuesday next week, 10:00 in Berlin: within everyone's working hours.</summary>
    protected static readonly Instant Tuesday = Instant.FromUtc(2026, 1, 20, 9, 0);

    protected World World { get; private set; } = null!;

    protected Guid Alice => World.Alice.Id;

    /// <summary>A colleague without a calendar.</summary>
    protected Actor.Person Bob { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        World = await World.BuildAsync(provider);
        Bob = await JoinAsync("Bob Meyer");
    }

    public async Task DisposeAsync()
    {
        if (World is not null)
        {
            await World.DisposeAsync();
        }
    }

    protected async Task<Actor.Person> JoinAsync(string name, Role role = Role.Member)
    {
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = World.Alice.OrganizationId, Issuer = "test", Subject = name, Name = name, Role = role, TimeZone = "Europe/Berlin", CreatedAt = World.Time.Now() }).Entity;
        await db.SaveChangesAsync();
        return new Actor.Person(member.OrganizationId, member.Id);
    }

    protected static BookingTime At(Instant start, int minutes = 30) => new(start, start + Duration.FromMinutes(minutes), "Europe/Berlin");

    protected static BookingRequest Request(Instant start, params Guid[] hosts) => new() { Hosts = hosts, Time = At(start), Title = "Interview Priya Nair", Kind = BookingKind.Interview };

    protected Task<Result<Guid>> TryBookAsync(BookingRequest request, Actor? actor = null, IServiceProvider? hub = null) =>
        (hub ?? World.Hub).GetRequiredService<CreateBooking>().RunAsync(actor ?? World.Alice, request, default);

    protected async Task<Guid> BookAsync(BookingRequest request, Actor? actor = null) => Ok(await TryBookAsync(request, actor));

    protected Task<Result<Done>> MoveAsync(Guid id, BookingTime to, Actor? actor = null, long? version = null) => World.Get<RescheduleBooking>().RunAsync(actor ?? World.Alice, id, to, version, default);

    protected Task<Result<Done>> CancelAsync(Guid id, Actor? actor = null, long? version = null) => World.Get<CancelBooking>().RunAsync(actor ?? World.Alice, id, null, version, default);

    protected async Task<BookingView> ReadAsync(Guid id, Actor? actor = null) => Ok(await World.Get<ListBookings>().ReadAsync(actor ?? World.Alice, id, default));

    /// <summary>Works off every step that is due, as the pump does.</summary>
    protected async Task RunStepsAsync(IServiceProvider? hub = null)
    {
        hub ??= World.Hub;
        while (await hub.GetRequiredService<StepClaims>().ClaimDueAsync(10, default) is { Count: > 0 } claims)
        {
            foreach (var claim in claims)
            {
                await hub.GetRequiredService<RunStep>().RunAsync(claim, default);
            }
        }
    }

    /// <summary>Syncs what is due so much later that clocks can't be what differs, and follows what changed.</summary>
    protected async Task SyncAndFollowAsync(IServiceProvider? hub = null)
    {
        World.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.All(await World.SyncNowAsync(), r => Assert.True(r.IsOk, r.Failure?.ToString()));
        await (hub ?? World.Hub).GetRequiredService<FollowCalendars>().RunAsync(null, default);
        await RunStepsAsync();
    }

    /// <summary>A time at which nothing of the sandbox's is on for any of them; Alice alone, where nobody is named.</summary>
    protected async Task<Instant> FindFreeAsync(params Guid[] hosts)
    {
        hosts = hosts.Length == 0 ? [Alice] : hosts;
        for (var day = 0; day < 10; day++)
        {
            for (var half = 0; half < 12; half++)
            {
                var start = Tuesday + Duration.FromDays(day) + Duration.FromMinutes(30 * half);
                if ((await World.Get<HoldTime>().RunAsync(World.Alice, Request(start, hosts), 1, default)).TryGet(out var hold, out _))
                {
                    Ok(await CancelAsync(hold));
                    return start;
                }
            }
        }

        throw new InvalidOperationException("They have no time.");
    }

    protected Task<int> CellsAsync(Guid? booking = null) => World.ReadAsync(db => db.BookingCells.CountAsync(c => booking == null || c.BookingId == booking));

    protected static T Ok<T>(Result<T> result)
    {
        Assert.True(result.IsOk, result.Failure?.ToString());
        return result.Value;
    }

    protected static void IsTaken<T>(Result<T> result) => Assert.Equal("time_taken", Assert.IsType<Failure.Conflict>(result.Failure).Code);
}
