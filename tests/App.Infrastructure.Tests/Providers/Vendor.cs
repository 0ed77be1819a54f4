using App.Domain.Calendars;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>The vendor's side of one provider, as contract suites work on it: what they say in one way, each vendor is told in its own.</summary>
public abstract class Vendor(string provider, string name, string eventsOperation, string probeOperation)
{
    public const string Zone = "Europe/Berlin";

    protected const string Primary = "primary";

    protected static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Zone];

    /// <summary>Key of the provider.</summary>
    public string Provider => provider;

    /// <summary>What the sandbox calls the vendor.</summary>
    public string Name => name;

    /// <summary>Part of the path of requests that read events, for faults.</summary>
    public string EventsOperation => eventsOperation;

    /// <summary>Part of the path of requests that ask whose account it is, for faults.</summary>
    public string ProbeOperation => probeOperation;

    /// <summary>Part of the path of requests that write events, for faults.</summary>
    public abstract string WriteOperation { get; }

    public abstract string OtherAccount { get; }

    /// <summary>What a grant holds that opens nothing.</summary>
    public virtual string DeadSecretIn(World world) => "dead";

    /// <summary>With pages of so many, the fortnight takes more than five.</summary>
    public virtual int SmallPage => 7;

    /// <summary>An id no calendar has.</summary>
    /// <param name="calendar">Id of one there is.</param>
    public abstract string NoCalendarBeside(string calendar);

    /// <summary>Whether it is the calendar suites work on.</summary>
    public virtual bool IsPrimary(CalendarRecord calendar) => calendar.IsPrimary;

    /// <summary>What becomes of a type of event the vendor may not know.</summary>
    public virtual EventType Tells(EventType type) => type;

    /// <summary>What becomes of the name of someone who is invited.</summary>
    public virtual string Keeps(string name) => name;

    /// <summary>What the vendor calls the series of an event, if it is one.</summary>
    public virtual string SeriesOf(string id) => id;

    /// <summary>Connects an account as its owner does.</summary>
    /// <returns>The connection.</returns>
    public virtual async Task<Guid> ConnectAsync(World world, string account) => (await world.ConnectAsync(account, provider: provider)).ConnectionId!.Value;

    /// <summary>The vendor forgets what it gave for the next pass of each calendar.</summary>
    public virtual Task ExpireSyncTokensAsync(World world) => world.Control.Of(name).ExpireSyncTokensAsync(World.Email);

    /// <summary>Part of the path of the request that opens a push channel.</summary>
    public virtual string WatchOperation => throw new InvalidOperationException($"{name} does not push.");

    /// <summary>A push as the vendor sends it, saying that something changed.</summary>
    public virtual HttpRequestMessage Push(Uri address, string secret) => throw new InvalidOperationException($"{name} does not push.");

    /// <summary>Adds an event of an hour.</summary>
    /// <returns>Its id.</returns>
    public abstract Task<string> AddAsync(World world, string title, Instant start);

    /// <summary>Adds an event of whole days.</summary>
    /// <returns>Its id.</returns>
    public abstract Task<string> AddDaysAsync(World world, string title, LocalDate first, LocalDate after);

    public abstract Task RenameAsync(World world, string id, string title);

    /// <summary>Moves an event, or one occurrence of a series.</summary>
    public abstract Task MoveAsync(World world, string id, Instant start);

    /// <summary>Makes an event weekly, so many times from the start's day.</summary>
    public abstract Task RepeatAsync(World world, string id, Instant start, int weeks);

    /// <summary>Deletes an event, one occurrence, or a series.</summary>
    public abstract Task DeleteAsync(World world, string id);

    /// <summary>Adds a calendar the account may only read.</summary>
    public abstract Task AddReadOnlyAsync(World world, string name);

    /// <summary>Minutes before the start at which the owner is reminded.</summary>
    public abstract Task<IReadOnlyList<int>> RemindersAsync(World world, EventTarget target);

    /// <summary>Someone who is invited accepts, and says more than the product knows of.</summary>
    public abstract Task AcceptAsync(World world, EventTarget target, string email);

    /// <summary>What she said besides.</summary>
    public abstract Task<string?> CommentAsync(World world, EventTarget target, string email);

    /// <summary>Gives an event something the product knows nothing of.</summary>
    public abstract Task MarkAsync(World world, EventTarget target);

    public abstract Task<bool> IsMarkedAsync(World world, EventTarget target);
}
