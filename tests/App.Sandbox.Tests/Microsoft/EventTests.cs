using System.Net;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Microsoft;

public sealed class EventTests : SandboxTest
{
    private const string Window = "startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

    private GraphClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectMicrosoftAsync();
    }

    private static object At(string dateTime, string timeZone = "UTC") => new { dateTime, timeZone };

    private static object Event(string subject = "New", string? transactionId = null) =>
        new { subject, start = At("2026-11-19T09:00:00", "Europe/Berlin"), end = At("2026-11-19T10:00:00", "Europe/Berlin"), transactionId };

    private static string? Of(JsonNode item, string name) => item[name]?.ToString();

    private async Task<List<JsonNode>> ViewAsync(string query = "") =>
        [.. (await _client.GetAsync($"me/calendarView?{Window}&$top=500{query}")).Value.Select(v => v!)];

    [Fact]
    public async Task A_view_shows_occurrences_and_exceptions_but_no_series()
    {
        var items = await ViewAsync();

        Assert.DoesNotContain(items, i => Of(i, "type") == "seriesMaster");
        Assert.Contains(items, i => Of(i, "type") == "exception" && Of(i, "subject") == "Stand-up");
        Assert.Equal(9, items.Count(i => Of(i, "subject") == "Stand-up"));
        Assert.Equal(9, items.Where(i => Of(i, "subject") == "Stand-up").Select(i => Of(i, "iCalUId")).Distinct().Count());
        Assert.Equal(items.Select(i => Of(i["start"]!, "dateTime")), items.Select(i => Of(i["start"]!, "dateTime")).Order());
    }

    [Fact]
    public async Task The_fortnight_has_everything_a_calendar_has_to_cope_with()
    {
        var items = await ViewAsync();
        string[] statuses = [.. items.Select(i => Of(i, "showAs")!).Distinct().Order()];
        string[] responses = [.. items.Select(i => Of(i["responseStatus"]!, "response")!).Distinct().Order()];

        Assert.Equal(["busy", "free", "oof", "tentative", "workingElsewhere"], statuses);
        Assert.Equal(["declined", "notResponded", "organizer", "tentativelyAccepted"], responses);
        Assert.Contains(items, i => i["isAllDay"]!.GetValue<bool>());
        Assert.Contains(items, i => i["isCancelled"]!.GetValue<bool>());
        Assert.Contains(items, i => Of(i, "originalStartTimeZone") == "Eastern Standard Time");
    }

    [Fact]
    public async Task Lists_are_cut_into_pages_of_ten_unless_more_are_asked_for()
    {
        var first = await _client.GetAsync($"me/calendarView?{Window}");
        var all = await ViewAsync();
        var ids = first.Value.Select(v => Of(v!, "id")).ToList();
        for (var page = first; page.NextLink is { } next;)
        {
            page = await _client.GetAsync(next);
            ids.AddRange(page.Value.Select(v => Of(v!, "id")));
        }

        Assert.Equal(10, first.Value.Count);
        Assert.Equal(all.Select(i => Of(i, "id")), ids);
    }

    [Fact]
    public async Task Times_are_shown_in_the_zone_that_is_preferred_without_an_offset()
    {
        var made = await _client.PostAsync("me/events", Event());
        var berlin = await _client.GetAsync($"me/events/{made.Id}", "outlook.timezone=\"W. Europe Standard Time\", " + GraphClient.Immutable);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("""{"dateTime":"2026-11-19T08:00:00.0000000","timeZone":"UTC"}""", made.Body["start"]!.ToJsonString());
        Assert.Equal("""{"dateTime":"2026-11-19T09:00:00.0000000","timeZone":"W. Europe Standard Time"}""", berlin.Body["start"]!.ToJsonString());
        Assert.Equal("W. Europe Standard Time", Of(made.Body, "originalStartTimeZone"));
        Assert.Equal("TimeZoneNotSupportedException", (await _client.GetAsync("me/events", "outlook.timezone=\"Europe/Zurich\"")).Code);
    }

    [Fact]
    public async Task A_zone_outside_of_the_list_is_refused()
    {
        var answer = await _client.PostAsync("me/events", new { start = At("2026-11-19T09:00:00", "Europe/Zurich"), end = At("2026-11-19T10:00:00", "Europe/Zurich") });

        Assert.Equal("TimeZoneNotSupportedException", answer.Code);
    }

    [Fact]
    public async Task All_day_events_are_whole_days_in_any_zone()
    {
        var body = new { isAllDay = true, start = At("2026-11-19T00:00:00", "Tokyo Standard Time"), end = At("2026-11-20T00:00:00", "Tokyo Standard Time") };
        var made = await _client.PostAsync("me/events", body);
        var wrong = await _client.PostAsync("me/events", body with { end = At("2026-11-19T10:00:00", "Tokyo Standard Time") });

        Assert.Equal("2026-11-19T00:00:00.0000000", Of(made.Body["start"]!, "dateTime"));
        Assert.Equal("2026-11-20T00:00:00.0000000", Of(made.Body["end"]!, "dateTime"));
        Assert.Equal("ErrorPropertyValidationFailure", wrong.Code);
    }

    [Fact]
    public async Task The_same_transaction_makes_one_event()
    {
        var first = await _client.PostAsync("me/events", Event(transactionId: "b_1"));
        var again = await _client.PostAsync("me/events", Event(transactionId: "b_1"));
        var other = await _client.PostAsync("me/events", Event("Other", "b_1"));

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("ErrorDuplicateTransactionId", other.Code);
        Assert.Single(await ViewAsync(), i => Of(i, "subject") == "New");
    }

    [Fact]
    public async Task An_event_is_found_by_a_property_of_the_application()
    {
        const string id = "String {6f6b3a52-6d3e-4a5b-9a63-8a0a3f6f1c55} Name Key";
        object With(string property, string value) => new { subject = "Marked", start = At("2026-11-19T10:00:00", "UTC"), end = At("2026-11-19T11:00:00", "UTC"), singleValueExtendedProperties = new[] { new { id = property, value } } };
        var made = await _client.PostAsync("me/events", With(id, "k1"));
        async Task<GraphReply> FindAsync(string filter) => await _client.GetAsync("me/events?$filter=" + Uri.EscapeDataString(filter));

        Assert.Null(made.Body["singleValueExtendedProperties"]);
        await _client.PatchAsync($"me/events/{made.Id}", new { subject = "Renamed" });
        Assert.Equal(made.Id, Of(Assert.Single((await FindAsync($"singleValueExtendedProperties/Any(ep: ep/id eq '{id}' and ep/value eq 'k1')")).Value)!, "id"));
        Assert.Empty((await FindAsync($"singleValueExtendedProperties/Any(ep: ep/id eq '{id}' and ep/value eq 'k2')")).Value);
        Assert.Equal("ErrorInvalidUrlQuery", (await FindAsync("subject eq 'Renamed'")).Code);
        Assert.Equal("RequestBodyRead", (await _client.PostAsync("me/events", With("Key", "k1"))).Code);
        await _client.DeleteAsync($"me/events/{made.Id}");
        Assert.Empty((await FindAsync($"singleValueExtendedProperties/Any(ep: ep/id eq '{id}' and ep/value eq 'k1')")).Value);
    }

    [Fact]
    public async Task A_change_key_that_is_old_is_a_conflict()
    {
        var made = await _client.PostAsync("me/events", Event());
        var etag = Of(made.Body, "@odata.etag")!;
        var changed = await _client.PatchAsync($"me/events/{made.Id}", new { subject = "Changed" }, etag);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(Of(made.Body, "changeKey"), Of(changed.Body, "changeKey"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.PatchAsync($"me/events/{made.Id}", new { subject = "Again" }, etag)).Status);
        Assert.Equal("ErrorIrresolvableConflict", (await _client.DeleteAsync($"me/events/{made.Id}", etag)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"me/events/{made.Id}", Of(changed.Body, "@odata.etag"))).Status);
        Assert.Equal("ErrorItemNotFound", (await _client.DeleteAsync($"me/events/{made.Id}")).Code);
    }

    [Theory]
    [InlineData("""{"subject":"x","colour":"red"}""", "RequestBodyRead")]
    [InlineData("""{"subject":1}""", "RequestBodyRead")]
    [InlineData("""{"showAs":"away"}""", "RequestBodyRead")]
    [InlineData("""{"start":{"dateTime":"2026-11-19T09:00:00","timeZone":"UTC"}}""", "ErrorInvalidRequest")]
    [InlineData("""{"start":{"dateTime":"2026-11-19T09:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-11-19T08:00:00","timeZone":"UTC"}}""", "ErrorPropertyValidationFailure")]
    public async Task What_makes_no_sense_is_refused(string body, string code)
    {
        Assert.Equal(code, (await _client.PostAsync("me/events", JsonNode.Parse(body)!)).Code);
    }

    [Fact]
    public async Task A_work_account_gets_a_meeting_and_a_personal_one_none()
    {
        var personal = await ConnectMicrosoftAsync("alice.keller@outlook.example");
        var body = new { subject = "Demo", start = At("2026-11-19T09:00:00"), end = At("2026-11-19T10:00:00"), isOnlineMeeting = true };
        var made = await _client.PostAsync("me/events", body);
        var kept = await _client.PatchAsync($"me/events/{made.Id}", new { subject = "Demo 2" });
        var lost = await _client.PatchAsync($"me/events/{made.Id}", new { body = new { contentType = "html", content = "Nothing" } });

        Assert.StartsWith("https://teams.microsoft.com/", Of(made.Body["onlineMeeting"]!, "joinUrl"), StringComparison.Ordinal);
        Assert.NotNull(kept.Body["onlineMeeting"]);
        Assert.Null(lost.Body["onlineMeeting"]);
        Assert.Null((await personal.PostAsync("me/events", body)).Body["onlineMeeting"]);
        Assert.Empty((await personal.GetAsync("me/calendar")).Body["allowedOnlineMeetingProviders"]!.AsArray());
    }

    [Fact]
    public async Task Schedules_are_shown_to_work_accounts_only()
    {
        var body = new { schedules = new[] { "bob@northwind.example" }, startTime = At("2026-11-18T09:00:00"), endTime = At("2026-11-18T12:00:00"), availabilityViewInterval = 60 };
        var personal = await ConnectMicrosoftAsync("alice.keller@outlook.example");

        var answer = await _client.PostAsync("me/calendar/getSchedule", body);

        Assert.Equal("020", Of(answer.Value[0]!, "availabilityView"));
        Assert.Equal(HttpStatusCode.Forbidden, (await personal.PostAsync("me/calendar/getSchedule", body)).Status);
    }

    [Fact]
    public async Task More_requests_at_once_than_allowed_are_refused()
    {
        await Host.SettingsAsync(new { vendor = "microsoft", concurrentRequests = 0 });

        var refused = await _client.GetAsync("me/calendars");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("ApplicationThrottled", refused.Code);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await _client.RefreshAsync()).Status);
    }

    [Theory]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized, "InvalidAuthenticationToken")]
    [InlineData("forbidden403", HttpStatusCode.Forbidden, "ErrorAccessDenied")]
    [InlineData("tooMany429", HttpStatusCode.TooManyRequests, "ApplicationThrottled")]
    [InlineData("error500", HttpStatusCode.InternalServerError, "generalException")]
    public async Task Faults_are_told_in_the_words_of_graph(string kind, HttpStatusCode status, string code)
    {
        await Host.PostControlAsync("/faults", new { kind, count = 1, vendor = "microsoft" });

        var answer = await _client.GetAsync("me/calendars");

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("me/calendars")).Status);
    }
}
