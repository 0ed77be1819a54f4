using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Google;

public sealed class EventWriteTests : SandboxTest
{
    private const string Events = "calendars/primary/events";
    private GoogleClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectAsync();
    }

    private static object Start(int hour = 9) => new { dateTime = $"2026-12-08T{hour:D2}:00:00", timeZone = "Europe/Berlin" };

    private Task<Answer> AddAsync(string id = "event00", params string[] rules) =>
        _client.InsertAsync(new { id, summary = "Plan", location = "Room 1", start = Start(9), end = Start(10), recurrence = rules.Length == 0 ? null : rules });

    [Fact]
    public async Task A_new_event_gets_what_google_adds()
    {
        var body = (await AddAsync()).Body;

        Assert.Equal("confirmed", body["status"]!.GetValue<string>());
        Assert.Equal("event00@google.com", body["iCalUID"]!.GetValue<string>());
        Assert.Equal("default", body["eventType"]!.GetValue<string>());
        Assert.True(body["organizer"]!["self"]!.GetValue<bool>());
        Assert.Equal(0, body["sequence"]!.GetValue<int>());
        Assert.Equal("2026-12-08T09:00:00+01:00", body["start"]!["dateTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_id_of_ones_own_is_a_key_even_after_deletion()
    {
        await AddAsync();
        Assert.Equal("duplicate", (await AddAsync()).Reason);
        await _client.DeleteAsync(Events + "/event00");

        Assert.Equal(HttpStatusCode.Conflict, (await AddAsync()).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AddAsync("Not-Allowed")).Status);
    }

    public static TheoryData<string, object> WrongEvents => new()
    {
        { "no end", new { start = Start() } },
        { "no start", new { end = Start() } },
        { "end before start", new { start = Start(10), end = Start(9) } },
        { "date and moment", new { start = new { date = "2026-12-08" }, end = Start() } },
        { "empty day", new { start = new { date = "2026-12-08" }, end = new { date = "2026-12-08" } } },
        { "no zone", new { start = new { dateTime = "2026-12-08T09:00:00" }, end = new { dateTime = "2026-12-08T10:00:00" } } },
        { "unknown zone", new { start = new { dateTime = "2026-12-08T09:00:00", timeZone = "Mars/Phobos" }, end = Start() } },
        { "series without zone", new { start = new { dateTime = "2026-12-08T09:00:00Z" }, end = new { dateTime = "2026-12-08T10:00:00Z" }, recurrence = new[] { "RRULE:FREQ=DAILY" } } },
        { "unknown rule", new { start = Start(), end = Start(10), recurrence = new[] { "RRULE:FREQ=SOMETIMES" } } },
        { "unknown status", new { start = Start(), end = Start(10), status = "maybe" } },
        { "number as summary", new { start = Start(), end = Start(10), summary = 7 } },
        { "guest without address", new { start = Start(), end = Start(10), attendees = new[] { new { displayName = "Nobody" } } } },
    };

    [Theory]
    [MemberData(nameof(WrongEvents))]
    public async Task A_wrong_event_is_refused(string what, object body)
    {
        var answer = await _client.InsertAsync(body);

        Assert.True(answer.Status == HttpStatusCode.BadRequest, what);
        Assert.NotNull(answer.Reason);
    }

    [Fact]
    public async Task Patch_changes_only_what_is_sent_and_null_removes()
    {
        var before = await AddAsync();

        var after = await _client.PatchAsync(Events + "/event00", new { summary = "Changed", location = (string?)null });

        Assert.Equal("Changed", after.Body["summary"]!.GetValue<string>());
        Assert.Null(after.Body["location"]);
        Assert.Equal(before.Body["start"]!.ToJsonString(), after.Body["start"]!.ToJsonString());
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal(0, after.Body["sequence"]!.GetValue<int>());
    }

    [Fact]
    public async Task Moving_an_event_raises_its_sequence_and_may_make_it_all_day()
    {
        await AddAsync();

        var moved = await _client.PatchAsync(Events + "/event00", new { start = new { date = "2026-12-09" }, end = new { date = "2026-12-10" } });

        Assert.Equal(1, moved.Body["sequence"]!.GetValue<int>());
        Assert.Equal("2026-12-09", moved.Body["start"]!["date"]!.GetValue<string>());
        Assert.Null(moved.Body["start"]!["dateTime"]);
    }

    [Fact]
    public async Task Update_replaces_the_whole_event()
    {
        await AddAsync();

        var after = await _client.SendAsync(HttpMethod.Put, Events + "/event00", new { start = Start(11), end = Start(12) });

        Assert.Null(after.Body["summary"]);
        Assert.Equal("event00@google.com", after.Body["iCalUID"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stale_etag_is_refused_and_a_current_one_accepted()
    {
        var first = await AddAsync();
        var second = await _client.PatchAsync(Events + "/event00", new { summary = "Changed" }, first.ETag);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal("conditionNotMet", (await _client.PatchAsync(Events + "/event00", new { summary = "Late" }, first.ETag)).Reason);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.DeleteAsync(Events + "/event00", first.ETag)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync(Events + "/event00", second.ETag)).Status);
    }

    [Fact]
    public async Task Deleting_twice_says_it_is_deleted_already()
    {
        await AddAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync(Events + "/event00")).Status);

        var again = await _client.DeleteAsync(Events + "/event00");

        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Equal("deleted", again.Reason);
        Assert.Equal("cancelled", (await _client.GetAsync(Events + "/event00")).Body["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(Events + "/never00")).Status);
    }

    [Fact]
    public async Task A_deleted_event_is_restored_by_another_status_and_changed_no_other_way()
    {
        await AddAsync();
        await _client.DeleteAsync(Events + "/event00");

        Assert.Equal(HttpStatusCode.NotFound, (await _client.PatchAsync(Events + "/event00", new { summary = "Changed" })).Status);
        var restored = await _client.PatchAsync(Events + "/event00", new { summary = "Back", status = "confirmed" });

        Assert.Equal(("confirmed", "Back"), ((string?)restored.Body["status"], (string?)restored.Body["summary"]));
        Assert.Equal(restored.ETag, (await _client.GetAsync(Events + "/event00")).ETag);
    }

    [Fact]
    public async Task An_instance_can_be_read_changed_and_cancelled_alone()
    {
        await AddAsync("series0", "RRULE:FREQ=DAILY;COUNT=3");
        const string second = Events + "/series0_20261209T080000Z";

        Assert.Equal("series0", (await _client.GetAsync(second)).Body["recurringEventId"]!.GetValue<string>());
        var moved = await _client.PatchAsync(second, new { start = Start(14), end = Start(15) });
        Assert.Equal("2026-12-09T09:00:00+01:00", moved.Body["originalStartTime"]!["dateTime"]!.GetValue<string>());
        await _client.DeleteAsync(Events + "/series0_20261210T080000Z");

        var instances = await _client.GetAsync(Events + "/series0/instances");
        Assert.Equal(["series0_20261208T080000Z", "series0_20261209T080000Z"], instances.Ids);
        Assert.Equal("2026-12-08T14:00:00+01:00", instances.Items[1]!["start"]!["dateTime"]!.GetValue<string>());
        Assert.Equal(3, (await _client.GetAsync(Events + "/series0/instances?showDeleted=true")).Items.Count);
        Assert.Equal(["series0_20261209T080000Z"], (await _client.GetAsync(Events + "/series0/instances?originalStart=2026-12-09T09:00:00%2B01:00")).Ids);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(Events + "/series0_20261211T080000Z")).Status);
    }

    [Fact]
    public async Task Instances_come_in_pages()
    {
        await AddAsync("series0", "RRULE:FREQ=DAILY;COUNT=5");

        var first = await _client.GetAsync(Events + "/series0/instances?maxResults=3");
        var second = await _client.GetAsync($"{Events}/series0/instances?maxResults=3&pageToken={first.NextPage}");

        Assert.Equal(5, first.Ids.Concat(second.Ids).Distinct().Count());
        Assert.Null(second.NextPage);
    }

    [Fact]
    public async Task A_meet_link_needs_the_version_parameter_and_a_fresh_request_id()
    {
        object With(string request) => new
        {
            start = Start(9),
            end = Start(10),
            conferenceData = new { createRequest = new { requestId = request, conferenceSolutionKey = new { type = "hangoutsMeet" } } },
        };

        var ignored = await _client.InsertAsync(With("r1"));
        var made = await _client.InsertAsync(With("r1"), "conferenceDataVersion=1&sendUpdates=all");
        var same = await _client.PatchAsync($"{Events}/{made.Id}?conferenceDataVersion=1", With("r1"));
        var renewed = await _client.PatchAsync($"{Events}/{made.Id}?conferenceDataVersion=1", With("r2"));
        var untouched = await _client.PatchAsync($"{Events}/{made.Id}", new { summary = "Talk" });
        var removed = await _client.PatchAsync($"{Events}/{made.Id}?conferenceDataVersion=1", new { conferenceData = (object?)null });

        Assert.Null(ignored.Body["conferenceData"]);
        Assert.Equal("success", made.Body["conferenceData"]!["createRequest"]!["status"]!["statusCode"]!.GetValue<string>());
        Assert.StartsWith("https://meet.google.com/", made.Body["hangoutLink"]!.GetValue<string>());
        Assert.Equal(made.Body["hangoutLink"]!.GetValue<string>(), same.Body["hangoutLink"]!.GetValue<string>());
        Assert.NotEqual(made.Body["hangoutLink"]!.GetValue<string>(), renewed.Body["hangoutLink"]!.GetValue<string>());
        Assert.Equal(renewed.Body["hangoutLink"]!.GetValue<string>(), untouched.Body["hangoutLink"]!.GetValue<string>());
        Assert.Null(removed.Body["hangoutLink"]);
    }

    [Fact]
    public async Task The_calendars_owner_is_marked_among_the_guests()
    {
        var body = (await _client.InsertAsync(new { start = Start(9), end = Start(10), attendees = new[] { new { email = Alice }, new { email = "bob@northwind.example" } } })).Body;

        Assert.True(body["attendees"]![0]!["self"]!.GetValue<bool>());
        Assert.True(body["attendees"]![0]!["organizer"]!.GetValue<bool>());
        Assert.Equal("needsAction", body["attendees"]![1]!["responseStatus"]!.GetValue<string>());
        Assert.Null(body["attendees"]![1]!["self"]);
    }

    [Fact]
    public async Task A_guest_may_answer_but_not_change_what_all_share()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars/primary/events", new
        {
            id = "invited0",
            summary = "Theirs",
            start = Start(9),
            end = Start(10),
            organizer = new { email = "bob@northwind.example" },
            attendees = new[] { new { email = Alice, responseStatus = "needsAction" } },
        });

        var answered = await _client.PatchAsync(Events + "/invited0", new { attendees = new[] { new { email = Alice, responseStatus = "declined" } } });

        Assert.Equal("declined", answered.Body["attendees"]![0]!["responseStatus"]!.GetValue<string>());
        Assert.Equal("forbiddenForNonOrganizer", (await _client.PatchAsync(Events + "/invited0", new { summary = "Mine" })).Reason);
    }

    [Fact]
    public async Task An_event_moves_to_another_calendar()
    {
        await AddAsync();
        const string target = "target@group.calendar.google.com";
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = target, summary = "Target" });

        var moved = await _client.SendAsync(HttpMethod.Post, $"{Events}/event00/move?destination={target}");

        Assert.Equal(target, moved.Body["organizer"]!["email"]!.GetValue<string>());
        Assert.Equal("cancelled", (await _client.GetAsync(Events + "/event00")).Body["status"]!.GetValue<string>());
        Assert.Equal(["event00"], (await _client.ListAsync("", target)).Ids);
    }

    [Fact]
    public async Task A_reader_may_not_write()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = "holidays@group.v.calendar.google.com", summary = "Holidays", accessRole = "reader" });

        var answer = await _client.InsertAsync(new { start = Start(9), end = Start(10) }, calendar: "holidays@group.v.calendar.google.com");

        Assert.Equal("requiredAccessLevel", answer.Reason);
    }

    [Fact]
    public async Task Properties_google_does_not_know_are_dropped()
    {
        var body = (await _client.InsertAsync(new { start = Start(9), end = Start(10), mood = "good", extendedProperties = new { @private = new { hub = "1" }, secret = "x" } })).Body;

        Assert.Null(body["mood"]);
        Assert.Null(body["extendedProperties"]!["secret"]);
        Assert.Equal("1", body["extendedProperties"]!["private"]!["hub"]!.GetValue<string>());
    }
}
