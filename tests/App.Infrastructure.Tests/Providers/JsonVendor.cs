using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers;

/// <summary>A vendor whose events are JSON.</summary>
public abstract class JsonVendor(string provider, string name, string eventsOperation, string probeOperation) : Vendor(provider, name, eventsOperation, probeOperation)
{
    public override Task<string> AddAsync(World world, string title, Instant start) => AddAsync(world, title, start, Primary);

    /// <summary>Adds an event of an hour to a calendar of the account.</summary>
    public Task<string> AddAsync(World world, string title, Instant start, string calendar)
    {
        var body = Times(start);
        foreach (var (key, value) in Title(title).ToList())
        {
            body[key] = value?.DeepClone();
        }

        return AddAsync(world, body, calendar);
    }

    public override Task<string> AddDaysAsync(World world, string title, LocalDate first, LocalDate after) => AddAsync(world, Days(title, first, after), Primary);

    public override Task RenameAsync(World world, string id, string title) => ChangeAsync(world, id, Title(title));

    public override Task MoveAsync(World world, string id, Instant start) => ChangeAsync(world, id, Times(start));

    public override Task RepeatAsync(World world, string id, Instant start, int weeks) => ChangeAsync(world, id, Recurrence(start, weeks));

    public override Task DeleteAsync(World world, string id) => world.Control.Of(Name).DeleteEventAsync(World.Email, Primary, id);

    protected abstract JsonObject Title(string title);

    /// <summary>An hour from the start, in <see cref="Vendor.Zone"/>.</summary>
    protected abstract JsonObject Times(Instant start);

    protected abstract JsonObject Days(string title, LocalDate first, LocalDate after);

    protected abstract JsonObject Recurrence(Instant start, int weeks);

    protected static string Local(Instant moment) => LocalDateTimePattern.GeneralIso.Format(moment.InZone(Berlin).LocalDateTime);

    protected static LocalDate DayOf(Instant moment) => moment.InZone(Berlin).Date;

    private async Task<string> AddAsync(World world, JsonObject body, string calendar) => (await world.Control.Of(Name).AddEventAsync(World.Email, calendar, body))["id"]!.ToString();

    protected Task<JsonNode> ReadAsync(World world, string id) => world.Control.Of(Name).EventAsync(World.Email, Primary, id);

    protected Task ChangeAsync(World world, string id, JsonObject change) => world.Control.Of(Name).ChangeEventAsync(World.Email, Primary, id, change);
}
