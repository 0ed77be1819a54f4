using System.Globalization;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>A CalDAV server, of which every event is a resource that is written whole.</summary>
/// <param name="userName">What accounts are opened with; null: their addresses.</param>
public class CalDavVendor(string provider, string? userName = null) : Vendor(provider, "caldav", "/calendars/home/", "/sandbox/caldav")
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern OriginalStart = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private readonly Dictionary<string, Written> _written = new(StringComparer.Ordinal);

    public override string WriteOperation => "/calendars/";

    public override string OtherAccount => "bob@northwind.example";

    public override string DeadSecretIn(World world) => new AccountSecret { Url = new Uri(world.SandboxUrl + "/sandbox/caldav/"), UserName = World.Email, Password = "dead" }.Write();

    public override int SmallPage => 2;

    public override string NoCalendarBeside(string calendar) => new Uri(new Uri(calendar), "../nowhere/").AbsoluteUri;

    public override bool IsPrimary(CalendarRecord calendar) => calendar.ExternalId.EndsWith("/home/", StringComparison.Ordinal);

    public override EventType Tells(EventType type) => type == EventType.WorkingLocation ? EventType.Default : type;

    public override string SeriesOf(string id) => id + ".ics";

    public override async Task<Guid> ConnectAsync(World world, string account) => (await world.OpenAsync(Provider, await InputAsync(world, account))).Value.ConnectionId;

    /// <summary>What the owner of an account types.</summary>
    public async Task<AccountInput> InputAsync(World world, string account) =>
        new(world.SandboxUrl + "/sandbox/caldav/", userName ?? account, (await world.Control.Of(Name).PasswordAsync(account))["appPassword"]!.ToString());

    public override Task<string> AddAsync(World world, string title, Instant start) => AddAsync(world, new Written(title, Zoned("DTSTART", start), "DURATION:PT1H"));

    public override Task<string> AddDaysAsync(World world, string title, LocalDate first, LocalDate after) =>
        AddAsync(world, new Written(title, $"DTSTART;VALUE=DATE:{Date.Format(first)}", $"DTEND;VALUE=DATE:{Date.Format(after)}"));

    public override Task RenameAsync(World world, string id, string title) => ChangeAsync(world, id, e => e with { Title = title });

    public override Task MoveAsync(World world, string id, Instant start) => SeriesAndOriginal(id) is var (uid, original)
        ? ChangeAsync(world, uid, e => e with { Moved = [.. e.MovedBut(original), (original, start)] })
        : ChangeAsync(world, id, e => e with { Start = Zoned("DTSTART", start) });

    public override Task RepeatAsync(World world, string id, Instant start, int weeks) =>
        ChangeAsync(world, id, e => new Written(e.Title, Zoned("DTSTART", start), e.End) { Rule = string.Create(CultureInfo.InvariantCulture, $"RRULE:FREQ=WEEKLY;COUNT={weeks}") });

    public override Task DeleteAsync(World world, string id) => SeriesAndOriginal(id) is var (uid, original)
        ? ChangeAsync(world, uid, e => e with { Moved = [.. e.MovedBut(original)], Skipped = [.. e.Skipped, original] })
        : RemoveAsync(world, id + ".ics");

    public override Task AddReadOnlyAsync(World world, string name) => world.Control.Of(Name).AddCalendarAsync(World.Email, new { summary = name, readOnly = true });

    public override async Task<IReadOnlyList<int>> RemindersAsync(World world, EventTarget target) => Ics.Reminders(await TextAsync(world, target));

    public override async Task AcceptAsync(World world, EventTarget target, string email) => await EditAsync(world, target, Ics.Accepted(await TextAsync(world, target), email));

    public override async Task<string?> CommentAsync(World world, EventTarget target, string email) => Ics.Comment(await TextAsync(world, target), email);

    public override async Task MarkAsync(World world, EventTarget target) => await EditAsync(world, target, Ics.Marked(await TextAsync(world, target)));

    public override async Task<bool> IsMarkedAsync(World world, EventTarget target) => Ics.IsMarked(await TextAsync(world, target));

    /// <summary>A resource as the server has it.</summary>
    public virtual async Task<string> TextAsync(World world, string name) => (string)(await world.Control.Of(Name).EventAsync(World.Email, Primary, name))["ics"]!;

    /// <summary>Stores a resource, new or not, whatever is there.</summary>
    public virtual Task PutAsync(World world, string name, string ics) => world.Control.Of(Name).AddEventAsync(World.Email, Primary, new { name, ics });

    protected virtual Task RemoveAsync(World world, string name) => world.Control.Of(Name).DeleteEventAsync(World.Email, Primary, name);

    private Task<string> TextAsync(World world, EventTarget target) => TextAsync(world, target.SeriesId!);

    private Task EditAsync(World world, EventTarget target, string ics) => PutAsync(world, target.SeriesId!, ics);

    private static (string Uid, Instant Original)? SeriesAndOriginal(string id) =>
        id.Split('/') is [var uid, var original] ? (uid, OriginalStart.Parse(original).Value) : null;

    private async Task<string> AddAsync(World world, Written written)
    {
        var uid = Guid.CreateVersion7().ToString();
        _written[uid] = written;
        await PutAsync(world, uid + ".ics", written.Text(uid));
        return uid;
    }

    private Task ChangeAsync(World world, string uid, Func<Written, Written> change)
    {
        _written[uid] = change(_written[uid]);
        return PutAsync(world, uid + ".ics", _written[uid].Text(uid));
    }

    private static string Zoned(string property, Instant moment) => $"{property};TZID={Zone}:{Local.Format(moment.InZone(Berlin).LocalDateTime)}";

    private sealed record Written(string Title, string Start, string End)
    {
        public string? Rule { get; init; }

        public IReadOnlyList<(Instant Original, Instant Start)> Moved { get; init; } = [];

        public IReadOnlyList<Instant> Skipped { get; init; } = [];

        /// <summary>An occurrence is moved once: from where the rule has it.</summary>
        public IEnumerable<(Instant Original, Instant Start)> MovedBut(Instant original) => Moved.Where(m => m.Original != original);

        public string Text(string uid)
        {
            string Event(IEnumerable<string?> lines) =>
                string.Concat(new[] { "BEGIN:VEVENT", $"UID:{uid}", "DTSTAMP:20260101T000000Z", $"SUMMARY:{Title}" }.Concat(lines.OfType<string>()).Append("END:VEVENT").Select(l => l + "\r\n"));

            return Ics.Calendar(
            [
                Event([Start, End, Rule, .. Skipped.Select(s => Zoned("EXDATE", s))]),
                .. Moved.Select(m => Event([Zoned("RECURRENCE-ID", m.Original), Zoned("DTSTART", m.Start), End])),
            ]);
        }
    }
}
