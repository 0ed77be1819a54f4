using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

public sealed class OutlookVendor() : JsonVendor("outlook-calendar", "microsoft", "/calendarView", "/v1.0/me")
{
    public override string OtherAccount => "alice.keller@outlook.example";

    public override string NoCalendarBeside(string calendar) => "AAMkCalNowhere";

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
