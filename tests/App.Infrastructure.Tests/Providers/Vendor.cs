using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers;

/// <summary>The vendor's side of one provider, as contract suites work on it: what they say in one way, each vendor is told in its own.</summary>
public abstract class Vendor(string provider, string name, string eventsOperation, string probeOperation)
{
    public const string Zone = "Europe/Berlin";

    private const string Primary = "primary";

    /// <summary>Key of the provider.</summary>
    public string Provider => provider;

    /// <summary>What the sandbox calls the vendor.</summary>
    public string Name => name;

    /// <summary>Part of the path of requests that read events, for faults.</summary>
    public string EventsOperation => eventsOperation;

    /// <summary>Part of the path of requests that ask whose account it is, for faults.</summary>
    public string ProbeOperation => probeOperation;

    public abstract string OtherAccount { get; }

    /// <summary>An id no calendar has.</summary>
    public abstract string NoCalendar { get; }

    /// <summary>Part of the path of the request that opens a push channel.</summary>
    public virtual string WatchOperation => throw new InvalidOperationException($"{name} does not push.");

    /// <summary>A push as the vendor sends it, saying that something changed.</summary>
    public virtual HttpRequestMessage Push(Uri address, string secret) => throw new InvalidOperationException($"{name} does not push.");

    public async Task<string> AddAsync(World world, string title, Instant start, int? weeks = null) =>
        (await world.Control.Of(name).AddEventAsync(World.Email, Primary, Event(title, start, weeks)))["id"]!.ToString();

    public Task AddAsync(World world, string title, Instant start, string calendar) => world.Control.Of(name).AddEventAsync(World.Email, calendar, Event(title, start, weeks: null));

    public async Task<string> AddDaysAsync(World world, string title, LocalDate first, LocalDate after) =>
        (await world.Control.Of(name).AddEventAsync(World.Email, Primary, Days(title, first, after)))["id"]!.ToString();

    public Task RenameAsync(World world, string id, string title) => world.Control.Of(name).ChangeEventAsync(World.Email, Primary, id, Title(title));

    public Task MoveAsync(World world, string id, Instant start) => world.Control.Of(name).ChangeEventAsync(World.Email, Primary, id, Times(start));

    public Task RepeatAsync(World world, string id, Instant start, int? weeks) => world.Control.Of(name).ChangeEventAsync(World.Email, Primary, id, Recurrence(start, weeks));

    public Task DeleteAsync(World world, string id) => world.Control.Of(name).DeleteEventAsync(World.Email, Primary, id);

    protected abstract JsonObject Title(string title);

    /// <summary>An hour from the start, in <see cref="Zone"/>.</summary>
    protected abstract JsonObject Times(Instant start);

    protected abstract JsonObject Days(string title, LocalDate first, LocalDate after);

    /// <summary>Weekly so many times from the start's day; once where null.</summary>
    protected abstract JsonObject Recurrence(Instant start, int? weeks);

    protected static string Local(Instant moment) => LocalDateTimePattern.GeneralIso.Format(moment.InZone(DateTimeZoneProviders.Tzdb[Zone]).LocalDateTime);

    protected static LocalDate DayOf(Instant moment) => moment.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date;

    private JsonObject Event(string title, Instant start, int? weeks)
    {
        var body = Title(title);
        foreach (var (key, value) in Times(start).Concat(weeks is null ? [] : Recurrence(start, weeks)).ToList())
        {
            body[key] = value?.DeepClone();
        }

        return body;
    }
}
