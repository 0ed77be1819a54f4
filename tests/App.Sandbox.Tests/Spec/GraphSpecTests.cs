using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Spec;

/// <summary>Walks every operation the sandbox has; the client checks each answer against the description as it goes.</summary>
public sealed class GraphSpecTests : SandboxTest
{
    private const string Window = "startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z";

    private static readonly string[] Walked =
    [
        "me.user.GetUser", "me.GetCalendar", "me.ListCalendars", "me.GetCalendars", "me.ListCalendarView", "me.calendarView.delta",
        "me.calendars.ListCalendarView", "me.calendars.calendar.calendarView.delta", "me.calendars.ListEvents", "me.calendars.CreateEvents",
        "me.ListEvents", "me.CreateEvents", "me.GetEvents", "me.UpdateEvents", "me.DeleteEvents", "me.events.ListInstances", "me.calendar.getSchedule",
        "subscriptions.subscription.ListSubscription", "subscriptions.subscription.CreateSubscription", "subscriptions.subscription.GetSubscription",
        "subscriptions.subscription.UpdateSubscription", "subscriptions.subscription.DeleteSubscription", "subscriptions.subscription.reauthorize",
    ];

    [SkippableFact]
    public async Task Every_operation_answers_what_the_description_says()
    {
        Skip.If(GraphSpec.Found is null, SharedFiles.Absent);
        var client = await ConnectMicrosoftAsync();
        await client.GetAsync("me");
        await client.GetAsync("me/calendar");
        await WalkCalendarsAsync(client);
        await WalkEventsAsync(client);
        await WalkSubscriptionsAsync(client);

        Assert.Empty(Walked.Except(GraphSpec.Found.Seen));
    }

    private static async Task WalkCalendarsAsync(GraphClient client)
    {
        foreach (var calendar in (await client.GetAsync("me/calendars?$top=50")).Value.Select(c => c!["id"]!.GetValue<string>()).ToList())
        {
            await client.GetAsync($"me/calendars/{calendar}");
            await client.GetAsync($"me/calendars/{calendar}/calendarView?{Window}&$top=500");
            await client.GetAsync($"me/calendars/{calendar}/events?$top=500");
            await client.RoundAsync($"me/calendars/{calendar}/calendarView/delta?{Window}");
        }

        await client.GetAsync($"me/calendarView?{Window}&$count=true");
        await client.RoundAsync($"me/calendarView/delta()?{Window}", "outlook.timezone=\"Europe/Berlin\", odata.maxpagesize=7");
        await client.PostAsync("me/calendar/getSchedule", new
        {
            schedules = new[] { "bob@northwind.example", "nobody@x.example" },
            startTime = new { dateTime = "2026-11-18T00:00:00", timeZone = "UTC" },
            endTime = new { dateTime = "2026-11-19T00:00:00", timeZone = "UTC" },
        });
    }

    private static async Task WalkEventsAsync(GraphClient client)
    {
        var made = await client.PostAsync("me/events", new
        {
            subject = "Spec",
            start = new { dateTime = "2026-12-08T09:00:00", timeZone = "Europe/Berlin" },
            end = new { dateTime = "2026-12-08T10:00:00", timeZone = "Europe/Berlin" },
            attendees = new[] { new { emailAddress = new { address = "bob@northwind.example" } } },
            isOnlineMeeting = true,
            recurrence = new { pattern = new { type = "daily", interval = 1 }, range = new { type = "numbered", startDate = "2026-12-08", numberOfOccurrences = 3 } },
        });
        var instances = await client.GetAsync($"me/events/{made.Id}/instances?{Window}");
        await client.PatchAsync($"me/events/{instances.Value[1]!["id"]}", new { subject = "Alone" });
        await client.DeleteAsync($"me/events/{instances.Value[2]!["id"]}");
        await client.GetAsync($"me/events/{made.Id}?$select=subject,cancelledOccurrences");
        await client.GetAsync($"me/events/{instances.Value[1]!["id"]}");
        await client.GetAsync("me/events?$top=100");
        var calendar = (await client.GetAsync("me/calendar")).Id;
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync($"me/calendars/{calendar}/events", new { start = Day("2026-12-01"), end = Day("2026-12-02"), isAllDay = true })).Status);
    }

    private static async Task WalkSubscriptionsAsync(GraphClient client)
    {
        await using var receiver = await PushReceiver.StartAsync();
        var made = await client.PostAsync("subscriptions", new
        {
            changeType = "created,updated,deleted",
            notificationUrl = receiver.Address + "/hook",
            lifecycleNotificationUrl = receiver.Address + "/lifecycle",
            resource = "/me/events",
            expirationDateTime = "2026-11-20T00:00:00Z",
            clientState = "s",
        });
        await client.GetAsync("subscriptions");
        await client.GetAsync($"subscriptions/{made.Id}");
        await client.PatchAsync($"subscriptions/{made.Id}", new { expirationDateTime = "2026-11-21T00:00:00Z" });
        await client.SendAsync(HttpMethod.Post, $"subscriptions/{made.Id}/reauthorize");
        await client.DeleteAsync($"subscriptions/{made.Id}");
    }

    private static object Day(string date) => new { dateTime = date + "T00:00:00", timeZone = "UTC" };
}
