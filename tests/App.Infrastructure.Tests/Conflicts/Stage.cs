using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Calendars;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Conflicts;

/// <summary>Two calendars of Alice, whose events change as a sync changes them, her blocks and bookings, and whoever looks for conflicts.</summary>
internal sealed class Stage(World world)
{
    public static readonly LocalDate Thursday = new(2026, 1, 15);

    public World World { get; } = world;

    public Guid Work { get; private set; }

    public Guid Private { get; private set; }

    public static async Task<Stage> BuildAsync(DatabaseProvider provider)
    {
        var stage = new Stage(await World.BuildAsync(provider));
        await stage.SettleAsync();
        return stage;
    }

    /// <summary>A time of Thursday in Alice's zone.</summary>
    public static Instant At(int hour, int minute = 0, int days = 0) => Clock.At(Thursday.PlusDays(days).At(new LocalTime(hour, minute)), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    public async Task<Guid> AddEventAsync(Guid calendar, string title, Instant start, Instant end, Action<CalendarEvent>? with = null, string? series = null, string? uid = null)
    {
        var id = Guid.CreateVersion7();
        await WriteAsync(start, end, db =>
        {
            var added = new CalendarEvent { Id = id, OrganizationId = World.Alice.OrganizationId, CalendarId = calendar, ExternalId = id.ToString("N"), SeriesId = series, ICalUid = uid ?? id.ToString("N"), Title = title, Start = start, End = end };
            with?.Invoke(added);
            db.Events.Add(added).Property<byte[]>(Infrastructure.Database.Mapping.CalendarEventMapping.ExternalKey).CurrentValue = EventRows.KeyOf(added.ExternalId).ToByteArray();
            return Task.CompletedTask;
        });
        return id;
    }

    public async Task MoveEventAsync(Guid id, Instant start, Instant end)
    {
        var was = await World.ReadAsync(db => db.Events.SingleAsync(e => e.Id == id));
        await WriteAsync(Instant.Min(was.Start, start), Instant.Max(was.End, end), db => db.Events.Where(e => e.Id == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Start, start).SetProperty(e => e.End, end)));
    }

    public async Task DeleteEventAsync(Guid id)
    {
        var was = await World.ReadAsync(db => db.Events.SingleAsync(e => e.Id == id));
        await WriteAsync(was.Start, was.End, db => db.Events.Where(e => e.Id == id).ExecuteDeleteAsync());
    }

    /// <summary>A booking hosted by Alice, written to a calendar under <paramref name="externalId"/>.</summary>
    public async Task<Guid> BookAsync(string title, Instant start, Instant end, string? externalId = null)
    {
        var id = Guid.CreateVersion7();
        await WriteAsync(start, end, db =>
        {
            db.Bookings.Add(new Booking { Id = id, OrganizationId = World.Alice.OrganizationId, BookedBy = World.Alice.Id, Title = title, Status = BookingStatus.Confirmed, Start = start, End = end, TimeZone = "Europe/Berlin" });
            db.BookingHosts.Add(new BookingHost { BookingId = id, MemberId = World.Alice.Id, OrganizationId = World.Alice.OrganizationId, Start = start, End = end, Claims = true, CalendarId = Work, EventKey = Guid.CreateVersion7(), ExternalId = externalId });
            return Task.CompletedTask;
        });
        return id;
    }

    public async Task<Guid> BlockAsync(string title, int from, int to, string? rule = null) =>
        (await World.Get<CreateBlock>().RunAsync(World.Alice, new BlockInput(title, Thursday.At(new LocalTime(from, 0)), Thursday.At(new LocalTime(to, 0)), null, rule), default)).Value.Id;

    public async Task WriteAsync(Instant start, Instant end, Func<AppDbContext, Task> change)
    {
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        await using var write = await db.BeginWriteAsync(default);
        await change(db);
        await db.TouchBusyAsync(World.Alice.OrganizationId, World.Alice.Id, new Window(start, end), default);
        await db.SaveChangesAsync();
        await write.CommitAsync(default);
    }

    /// <summary>Looks until nothing is left to look at.</summary>
    public async Task DetectAsync(IServiceProvider? hub = null)
    {
        var detect = (DetectConflicts)(hub ?? World.Hub).GetService(typeof(DetectConflicts))!;
        for (var round = 0; await detect.RunAsync(default); round++)
        {
            Assert.True(round < 100);
        }
    }

    public async Task<IReadOnlyList<ConflictView>> ListAsync(ConflictState? state = ConflictState.Open) => (await World.Get<ListConflicts>().RunAsync(World.Alice, new ConflictQuery(state), default)).Value.Items;

    public async Task<ConflictView> SingleAsync(ConflictState? state = ConflictState.Open)
    {
        await DetectAsync();
        return Assert.Single(await ListAsync(state));
    }

    public async Task<Result<Guid>> ResolveAsync(ConflictView conflict, ResolutionKind kind, Instant? to = null) =>
        Assert.Single((await World.Get<ResolveConflicts>().RunAsync(World.Alice, [new ResolutionRequest(conflict.Id, kind, null, conflict.Version, to)], default)).Value).Decision;

    public Task<Result<Done>> UndoAsync(Guid decision) => World.Get<UndoResolution>().RunAsync(World.Alice, decision, null, default);

    /// <summary>Blocked time as title and hours, in order.</summary>
    public async Task<List<string>> BlockedAsync() => (await World.ReadAsync(db => (from s in db.BlockSpans join b in db.TimeBlocks on s.BlockId equals b.Id orderby s.Start select new { b.Title, s.Start, s.End }).ToListAsync()))
        .ConvertAll(s => $"{s.Title} {Local(s.Start)}-{Local(s.End)}");

    public Task ChangeAsync(Guid calendar, CalendarChange change) => World.Get<ChangeCalendar>().RunAsync(World.Alice, calendar, change, null, default);

    private static string Local(Instant at) => at.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToString("dd'T'HH:mm", null);

    private async Task SettleAsync()
    {
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        var connection = db.Connections.Add(new Connection { Id = Guid.CreateVersion7(), OrganizationId = World.Alice.OrganizationId, MemberId = World.Alice.Id, Provider = "google-calendar", AccountId = "1", AccountName = World.Email, CreatedAt = World.Time.Now() }).Entity;
        Work = Add(db, connection.Id, "Work", 210);
        Private = Add(db, connection.Id, "Private", 150);
        await db.SaveChangesAsync();
    }

    private Guid Add(AppDbContext db, Guid connection, string name, int hue) => db.Calendars.Add(new Calendar
    {
        Id = Guid.CreateVersion7(),
        OrganizationId = World.Alice.OrganizationId,
        MemberId = World.Alice.Id,
        ConnectionId = connection,
        ExternalId = name,
        Name = name,
        Hue = hue,
        Blocks = true,
        TrueUpTo = World.Time.Now(),
    }).Entity.Id;
}
