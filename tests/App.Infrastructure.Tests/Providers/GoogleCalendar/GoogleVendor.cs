using System.Globalization;
using System.Text.Json.Nodes;
using App.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers.GoogleCalendar;

public sealed class GoogleVendor() : JsonVendor("google-calendar", "google", "/events", "userinfo")
{
    public override string WriteOperation => "/events";

    public override string OtherAccount => "alice.private@gmail.example";

    public override string NoCalendarBeside(string calendar) => "nowhere@group.calendar.google.com";

    public override Task AddReadOnlyAsync(World world, string name) => world.Control.Of(Name).AddCalendarAsync(World.Email, new { summary = name, accessRole = "reader" });

    public override async Task<IReadOnlyList<int>> RemindersAsync(World world, EventTarget target) =>
        [.. ((await ReadAsync(world, target.ExternalId))["reminders"]!["overrides"]?.AsArray() ?? []).Select(r => (int)r!["minutes"]!)];

    public override async Task AcceptAsync(World world, EventTarget target, string email)
    {
        var guests = (await ReadAsync(world, target.ExternalId))["attendees"]!.DeepClone().AsArray();
        var guest = guests.Single(g => (string?)g!["email"] == email)!;
        (guest["responseStatus"], guest["comment"]) = ("accepted", "With pleasure");
        await ChangeAsync(world, target.ExternalId, new JsonObject { ["attendees"] = guests });
    }

    public override async Task<string?> CommentAsync(World world, EventTarget target, string email) =>
        (string?)(await ReadAsync(world, target.ExternalId))["attendees"]!.AsArray().Single(g => (string?)g!["email"] == email)!["comment"];

    public override Task MarkAsync(World world, EventTarget target) => ChangeAsync(world, target.ExternalId, new JsonObject
    {
        ["colorId"] = "11",
        ["extendedProperties"] = new JsonObject { ["private"] = new JsonObject { ["seat"] = "12A" } },
    });

    public override async Task<bool> IsMarkedAsync(World world, EventTarget target) =>
        await ReadAsync(world, target.ExternalId) is var read && ((string?)read["colorId"], (string?)read["extendedProperties"]?["private"]?["seat"]) == ("11", "12A");

    public override string WatchOperation => "/events/watch";

    public override HttpRequestMessage Push(Uri address, string secret)
    {
        var push = new HttpRequestMessage(HttpMethod.Post, address);
        push.Headers.Add("X-Goog-Channel-ID", address.Segments[^1]);
        push.Headers.Add("X-Goog-Channel-Token", secret);
        push.Headers.Add("X-Goog-Resource-ID", "o3hgv1538sdjfh");
        push.Headers.Add("X-Goog-Resource-State", "exists");
        push.Headers.Add("X-Goog-Message-Number", "10");
        return push;
    }

    protected override JsonObject Title(string title) => new() { ["summary"] = title };

    protected override JsonObject Times(Instant start) => new() { ["start"] = At(start), ["end"] = At(start + Duration.FromHours(1)) };

    protected override JsonObject Days(string title, LocalDate first, LocalDate after) =>
        new() { ["summary"] = title, ["start"] = new JsonObject { ["date"] = LocalDatePattern.Iso.Format(first) }, ["end"] = new JsonObject { ["date"] = LocalDatePattern.Iso.Format(after) } };

    protected override JsonObject Recurrence(Instant start, int weeks) =>
        new() { ["recurrence"] = new JsonArray(string.Create(CultureInfo.InvariantCulture, $"RRULE:FREQ=WEEKLY;COUNT={weeks}")) };

    private static JsonObject At(Instant moment) => new() { ["dateTime"] = Local(moment), ["timeZone"] = Zone };
}
