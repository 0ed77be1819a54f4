using System.Net.Http.Json;
using System.Text.Json.Nodes;
using App.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

public sealed class OutlookVendor() : JsonVendor("outlook-calendar", "microsoft", "/calendarView", "/v1.0/me")
{
    public override string WriteOperation => "/events";

    public override string OtherAccount => "alice.keller@outlook.example";

    public override string NoCalendarBeside(string calendar) => "AAMkCalNowhere";

    public override Task AddReadOnlyAsync(World world, string name) => world.Control.Of(Name).AddCalendarAsync(World.Email, new { summary = name, canEdit = false });

    public override async Task<IReadOnlyList<int>> RemindersAsync(World world, EventTarget target) =>
        await ReadAsync(world, target.ExternalId) is var read && (bool)read["isReminderOn"]! ? [(int)read["reminderMinutesBeforeStart"]!] : [];

    public override async Task AcceptAsync(World world, EventTarget target, string email)
    {
        var guests = (await ReadAsync(world, target.ExternalId))["attendees"]!.DeepClone().AsArray();
        var guest = guests.Single(g => (string?)g!["emailAddress"]!["address"] == email)!;
        (guest["type"], guest["status"]) = ("optional", new JsonObject { ["response"] = "accepted", ["time"] = "2026-01-12T09:00:00Z" });
        await ChangeAsync(world, target.ExternalId, new JsonObject { ["attendees"] = guests });
    }

    /// <summary>Graph knows no comments; that she need not come is what the product does not know of.</summary>
    public override async Task<string?> CommentAsync(World world, EventTarget target, string email) =>
        (string?)(await ReadAsync(world, target.ExternalId))["attendees"]!.AsArray().Single(g => (string?)g!["emailAddress"]!["address"] == email)!["type"] == "optional" ? "With pleasure" : null;

    public override Task MarkAsync(World world, EventTarget target) =>
        ChangeAsync(world, target.ExternalId, new JsonObject { ["categories"] = new JsonArray("Red"), ["importance"] = "high" });

    public override async Task<bool> IsMarkedAsync(World world, EventTarget target) =>
        await ReadAsync(world, target.ExternalId) is var read && ((string?)read["categories"]![0], (string?)read["importance"]) == ("Red", "high");

    public override string WatchOperation => "/subscriptions";

    public override HttpRequestMessage Push(Uri address, string secret) => new(HttpMethod.Post, address)
    {
        Content = JsonContent.Create(new { value = new[] { new { subscriptionId = "7f105c7d-2dc5-4530-97cd-4e7ae6534c07", clientState = secret, changeType = "updated", resource = "Users/ddfcd489-628b-7d04-b48b-20075df800e5/Events/AAMkAGU=", subscriptionExpirationDateTime = "2026-01-15T09:00:00Z" } } }),
    };

    protected override JsonObject Title(string title) => new() { ["subject"] = title };

    protected override JsonObject Times(Instant start) => new() { ["start"] = At(Local(start)), ["end"] = At(Local(start + Duration.FromHours(1))) };

    protected override JsonObject Days(string title, LocalDate first, LocalDate after) => new()
    {
        ["subject"] = title,
        ["isAllDay"] = true,
        ["start"] = At(LocalDatePattern.Iso.Format(first) + "T00:00:00"),
        ["end"] = At(LocalDatePattern.Iso.Format(after) + "T00:00:00"),
    };

    protected override JsonObject Recurrence(Instant start, int weeks) => new()
    {
        ["recurrence"] = new JsonObject
        {
            ["pattern"] = new JsonObject { ["type"] = "weekly", ["interval"] = 1, ["daysOfWeek"] = new JsonArray(DayOf(start).DayOfWeek.ToString().ToLowerInvariant()) },
            ["range"] = new JsonObject { ["type"] = "numbered", ["startDate"] = LocalDatePattern.Iso.Format(DayOf(start)), ["numberOfOccurrences"] = weeks },
        },
    };

    private static JsonObject At(string local) => new() { ["dateTime"] = local, ["timeZone"] = "W. Europe Standard Time" };
}
