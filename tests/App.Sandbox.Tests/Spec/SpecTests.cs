using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Spec;

/// <summary>Walks every operation; the client checks each answer against the description as it goes.</summary>
public sealed class SpecTests : SandboxTest
{
    private const string Events = "calendars/primary/events";

    [SkippableFact]
    public async Task Every_operation_answers_what_the_description_says()
    {
        Skip.If(CalendarSpec.Found is null, SharedFiles.Absent);
        var client = await ConnectAsync(Alice, "openid", "email", GoogleClient.Root + "calendar");
        await WalkListsAsync(client);
        await WalkEventsAsync(client);
        await WalkChannelsAsync(client);

        Assert.Empty(CalendarSpec.Found.OperationIds.Except(CalendarSpec.Found.Seen));
    }

    private static async Task WalkListsAsync(GoogleClient client)
    {
        foreach (var calendar in (await client.GetAsync("users/me/calendarList?maxResults=250&showHidden=true")).Ids)
        {
            await client.GetAsync($"users/me/calendarList/{calendar}");
            await client.GetAsync($"calendars/{calendar}");
            var expanded = await client.AllPagesAsync("maxResults=2500&singleEvents=true&timeMax=2027-03-01T00:00:00Z", calendar);
            await client.AllPagesAsync("maxResults=2500&showDeleted=true", calendar);
            await client.ListAsync($"singleEvents=true&syncToken={expanded.Last.NextSync}", calendar);
        }

        await client.GetAsync("users/me/settings");
        await client.GetAsync("users/me/settings/timezone");
        await client.PostAsync("freeBusy", new { timeMin = "2026-11-16T00:00:00Z", timeMax = "2026-11-23T00:00:00Z", items = new[] { new { id = "primary" }, new { id = "x" } } });
    }

    private async Task WalkEventsAsync(GoogleClient client)
    {
        var start = new { dateTime = "2026-12-08T09:00:00", timeZone = "Europe/Berlin" };
        var end = new { dateTime = "2026-12-08T10:00:00", timeZone = "Europe/Berlin" };
        var conference = new { createRequest = new { requestId = "r1", conferenceSolutionKey = new { type = "hangoutsMeet" } } };
        await client.InsertAsync(
            new { id = "spec000", start, end, recurrence = new[] { "RRULE:FREQ=DAILY;COUNT=3" }, attendees = new[] { new { email = "bob@northwind.example" } }, conferenceData = conference },
            "conferenceDataVersion=1&sendUpdates=none");
        await client.GetAsync(Events + "/spec000?maxAttendees=1&timeZone=UTC");
        await client.PatchAsync(Events + "/spec000_20261209T080000Z?sendUpdates=none", new { summary = "Alone" });
        await client.DeleteAsync(Events + "/spec000_20261210T080000Z?sendUpdates=none");
        await client.GetAsync(Events + "/spec000/instances?showDeleted=true");
        await client.SendAsync(HttpMethod.Put, Events + "/spec000", new { start, end });
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = "spec@group.calendar.google.com", summary = "Spec" });
        await client.SendAsync(HttpMethod.Post, Events + "/spec000/move?destination=spec@group.calendar.google.com");
        await client.ListAsync("showDeleted=true");
    }

    private static async Task WalkChannelsAsync(GoogleClient client)
    {
        var events = await client.PostAsync(Events + "/watch", new { id = "c1", type = "web_hook", address = "https://hub.example/h", token = "t" });
        await client.PostAsync("users/me/calendarList/watch", new { id = "c2", type = "web_hook", address = "https://hub.example/h" });
        await client.PostAsync("channels/stop", new { id = "c1", resourceId = events.Body["resourceId"]!.GetValue<string>() });
    }
}
