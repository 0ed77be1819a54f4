using System.Net;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>What is written into resources that others wrote, of whatever kind, and on servers of whatever kind.</summary>
public sealed class CalDavResourceTests() : WriterTests(new CalDavVendor("caldav"))
{
    private const string Name = "theirs.ics";

    private new CalDavVendor Vendor => (CalDavVendor)base.Vendor;

    public static TheoryData<string> Servers => ["{\"rewriteBodies\":true}", "{\"absoluteHrefs\":true}", "{\"otherHost\":true}", "{\"prefixes\":\"odd\"}", "{\"syncCollection\":false}"];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Every_kind_of_server_is_written_to(string settings)
    {
        var change = System.Text.Json.Nodes.JsonNode.Parse(settings)!.AsObject();
        change["vendor"] = "caldav";
        await Control.ChangeSettingsAsync(change);
        var first = await CreateAsync();
        Assert.Equal(first, await CreateAsync());
        var second = await ChangeAsync(first.In(Calendar), new EventDraft { Title = "Changed" });

        Assert.Equal(("Changed", second.ETag), await ReadAsync(first) is var read ? (read.Title, read.ETag) : default);
        AssertFailed<Failure.Stale, WrittenEvent>(await TryChangeAsync(first.In(Calendar), new EventDraft { Title = "Late" }));
        await DeleteAsync(second.In(Calendar));
        Assert.DoesNotContain(await AllAsync(), e => e.ExternalId == first.ExternalId);
    }

    [Fact]
    public async Task A_change_says_when_it_was_made_and_counts_up()
    {
        var written = await CreateAsync();
        var first = await EventAsync(written.SeriesId!);
        World.Time.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(written.In(Calendar), new EventDraft { Title = "Changed" });
        var second = await EventAsync(written.SeriesId!);

        Assert.Equal(("0", "20260112T090000Z", "20260112T090000Z", "20260112T090000Z"), Stamps(first));
        Assert.Equal(("1", "20260112T100000Z", "20260112T100000Z", "20260112T090000Z"), Stamps(second));
        Assert.Equal("mailto:" + World.Email, second.Find("ORGANIZER")!.Value);
    }

    [Fact]
    public async Task The_zone_of_an_event_is_described_as_others_must_read_it()
    {
        var written = await CreateAsync(Draft() with { Time = At(Instant.FromUtc(2026, 3, 28, 23, 30), minutes: 300) });
        var calendar = ContentParser.Parse(await Vendor.TextAsync(World, written.SeriesId!)).Value[0];
        var zone = calendar.Components.First();

        Assert.True(zone.Is("VTIMEZONE"));
        Assert.Equal("20260329T003000", calendar.Components.Single(c => c.Is("VEVENT")).Find("DTSTART")!.Value);
        zone.Set(Property.OfText("TZID", "Somewhere"));
        Assert.True(new ZoneTable(calendar).Find("Somewhere").TryGet(out var described, out _));
        for (var at = Instant.FromUtc(2026, 1, 1, 0, 0); at < Instant.FromUtc(2031, 1, 1, 0, 0); at += Duration.FromMinutes(1439))
        {
            Assert.Equal(Berlin.GetUtcOffset(at), described.GetUtcOffset(at));
        }
    }

    [Fact]
    public async Task An_occurrence_of_whole_days_is_changed_and_taken_out_by_its_date()
    {
        await PutAsync("DTSTART;VALUE=DATE:20260119", "RRULE:FREQ=DAILY;COUNT=4");
        var days = await SeriesAsync();
        await ChangeAsync(Target(days[1]), new EventDraft { Title = "Moved", Time = new EventTime.WholeDays(new LocalDate(2026, 1, 30), new LocalDate(2026, 2, 1)) });
        await DeleteAsync(Target(days[2]));

        Assert.Equal(
            [("Theirs", new LocalDate(2026, 1, 19)), ("Theirs", new LocalDate(2026, 1, 22)), ("Moved", new LocalDate(2026, 1, 30))],
            (await SeriesAsync()).Select(e => (e.Title, e.StartDate!.Value)));
        var text = await Vendor.TextAsync(World, Name);
        Assert.Contains("RECURRENCE-ID;VALUE=DATE:20260120\r\n", text, StringComparison.Ordinal);
        Assert.Contains("EXDATE;VALUE=DATE:20260121\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DTSTART:20260119T090000Z", "RECURRENCE-ID:20260120T090000Z", "EXDATE:20260121T090000Z")]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20260119T100000", "RECURRENCE-ID;TZID=W. Europe Standard Time:20260120T100000", "EXDATE;TZID=W. Europe Standard Time:20260121T100000")]
    public async Task An_occurrence_is_named_in_the_form_its_series_has(string start, string recurrenceId, string exdate)
    {
        await PutAsync(start, "RRULE:FREQ=DAILY;COUNT=4", "DURATION:PT45M");
        var days = await SeriesAsync();
        await ChangeAsync(Target(days[1]), new EventDraft { Location = "Elsewhere" });
        await DeleteAsync(Target(days[2]));

        var after = await SeriesAsync();
        Assert.Equal([days[0].Start, days[1].Start, days[3].Start], after.Select(e => e.Start));
        Assert.Equal([null, "Elsewhere", null], after.Select(e => e.Location));
        Assert.All(after, e => Assert.Equal(Duration.FromMinutes(45), e.End - e.Start));
        var lines = (await Vendor.TextAsync(World, Name)).ReplaceLineEndings("\n").Split('\n');
        Assert.Contains(recurrenceId, lines);
        Assert.Contains(exdate, lines);
    }

    [Fact]
    public async Task An_occurrence_after_a_change_for_all_later_ones_keeps_that_change()
    {
        await Vendor.PutAsync(World, Name, Ics.Calendar(
            Ics.VEvent("T", "Theirs", "20260119T100000", "RRULE:FREQ=DAILY;COUNT=5"),
            Ics.VEvent("T", "Later", "20260121T160000", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260121T100000")));
        var days = await SeriesAsync();
        Assert.Equal(["Theirs", "Theirs", "Later", "Later", "Later"], days.Select(e => e.Title));
        await ChangeAsync(Target(days[3]), new EventDraft { Location = "Elsewhere" });
        await DeleteAsync(Target(days[4]));

        var after = await SeriesAsync();
        Assert.Equal(days.Take(4).Select(e => (e.ExternalId, e.Title, e.Start)), after.Select(e => (e.ExternalId, e.Title, e.Start)));
        Assert.Equal("Elsewhere", after[3].Location);
    }

    [Fact]
    public async Task An_invitation_to_single_occurrences_ends_with_the_last_of_them()
    {
        await Vendor.PutAsync(World, Name, Ics.Calendar(
            Ics.VEvent("T", "One", "20260120T100000", "RECURRENCE-ID;TZID=Europe/Berlin:20260120T100000"),
            Ics.VEvent("T", "Far away", "20260420T100000", "RECURRENCE-ID;TZID=Europe/Berlin:20260121T100000")));
        var both = await SeriesAsync();
        await ChangeAsync(Target(both[1]), new EventDraft { Title = "Far" });
        await DeleteAsync(Target(both[0]));
        Assert.Equal("Far", Assert.Single(await SeriesAsync()).Title);

        await DeleteAsync(Target(both[1]));
        Assert.Empty(await SeriesAsync());
        Assert.DoesNotContain((await Control.EventsAsync(World.Email, "primary"))["items"]!.AsArray(), r => (string?)r!["id"] == Name);
    }

    [Fact]
    public async Task What_contradicts_a_change_in_another_form_goes_with_it()
    {
        await PutAsync(
            "DTSTART:20260119T090000Z",
            "LOCATION:Old",
            "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Old:geo:1,2",
            "DESCRIPTION:Old",
            "X-ALT-DESC;FMTTYPE=text/html:<b>Old</b>",
            "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT5M\r\nEND:VALARM",
            "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT7M\r\nEND:VALARM",
            "ATTENDEE;CUTYPE=ROOM;CN=Elbe:mailto:elbe@northwind.example",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@northwind.example",
            "ATTENDEE:mailto:carol@fabrikam.example");
        var read = Assert.Single(await SeriesAsync());
        await ChangeAsync(Target(read), Draft() with { Title = null, Time = null });
        var written = await EventAsync(Name);
        var text = written.ToString();

        Assert.DoesNotContain("Old", text, StringComparison.Ordinal);
        Assert.Equal(Transparency.Busy, Assert.Single(await SeriesAsync()).Transparency);
        Assert.Equal(["-PT5M", "-PT30M"], written.Components.Where(c => c.Is("VALARM")).Select(c => c.Find("TRIGGER")!.Value));
        Assert.Equal(["elbe@northwind.example", World.Email, Priya, Bob], written.Properties.Where(p => p.Is("ATTENDEE")).Select(p => p.Value["mailto:".Length..]));
        Assert.True(written.Children.SkipWhile(c => c is Property).All(c => c is Component), text);
    }

    [Fact]
    public async Task What_cannot_be_told_with_certainty_is_not_changed()
    {
        await PutAsync("DTSTART:20260119T090000", "RRULE:FREQ=DAILY;COUNT=4");
        var days = await SeriesAsync();
        var before = await Vendor.TextAsync(World, Name);
        Assert.Equal("floating_series", (await TryChangeAsync(Target(days[1]), new EventDraft { Title = "Ours" })).Failure?.Code);
        Assert.Equal("floating_series", (await TryDeleteAsync(Target(days[1]))).Failure?.Code);
        Assert.Equal(before, await Vendor.TextAsync(World, Name));

        await Control.AddFaultAsync(new { kind = "malformedEvent", vendor = "caldav", count = 1 });
        Assert.Equal("unreadable", (await TryChangeAsync(Target(days[1]), new EventDraft { Title = "Ours" })).Failure?.Code);
    }

    [Fact]
    public async Task Names_with_odd_letters_are_found_again()
    {
        await Vendor.PutAsync(World, "a b+ü%20(1)@x.ics", Ics.Event("a/20260101T000000Z", "Odd"));
        var odd = (await AllAsync()).Single(e => e.Title == "Odd");
        await ChangeAsync(Target(odd, odd.ETag), new EventDraft { Title = "Even" });
        Assert.Equal(odd.ExternalId, (await AllAsync()).Single(e => e.Title == "Even").ExternalId);

        await DeleteAsync(Target(odd));
        Assert.DoesNotContain(await AllAsync(), e => e.ExternalId == odd.ExternalId);
    }

    [Fact]
    public async Task Somebody_faster_is_not_overwritten_and_the_change_is_made_on_top()
    {
        var written = await CreateAsync();
        var raced = false;
        async Task RaceAsync(HttpRequestMessage request)
        {
            if (!raced && request.Method == HttpMethod.Put)
            {
                raced = true;
                await ChangeAsync(written.In(Calendar), new EventDraft { Location = "Theirs" });
            }
        }

        var hub = World.NewHub(s => s.AddHttpClient(ProviderHttp.GuardedOnceClientName).AddHttpMessageHandler(() => new Wire { Before = RaceAsync }));
        var writer = hub.GetRequiredKeyedService<ICalendarWriter>(Provider);
        Ok(await TryChangeAsync(written.In(Calendar) with { ETag = null }, new EventDraft { Title = "Ours" }, writer));

        Assert.Equal((true, "Ours", "Theirs"), await ReadAsync(written) is var read ? (raced, read.Title, read.Location) : default);
    }

    public static TheoryData<string, HttpStatusCode, string?, string> Unclear => new()
    {
        { "DELETE", HttpStatusCode.Conflict, null, "refused" },
        { "DELETE", HttpStatusCode.MultiStatus, "<response><href>/x.ics</href><status>HTTP/1.1 423 Locked</status></response>", "refused" },
        { "DELETE", HttpStatusCode.MultiStatus, "", "refused" },
        { "REPORT", HttpStatusCode.NotFound, null, "no_calendar" },
        { "REPORT", HttpStatusCode.Conflict, null, "refused" },
        { "REPORT", HttpStatusCode.MultiStatus, "", "unavailable" },
        { "REPORT", HttpStatusCode.MultiStatus, "<response><href>/x.ics</href><propstat><prop><getetag>\"1\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>", "unavailable" },
        { "REPORT", HttpStatusCode.MultiStatus, "<response><href>/x.ics</href><status>HTTP/1.1 403 Forbidden</status></response>", "unavailable" },
    };

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task Only_what_the_server_says_is_gone_counts_as_deleted(string method, HttpStatusCode status, string? members, string code)
    {
        await PutAsync("DTSTART:20260119T090000Z", "RRULE:FREQ=DAILY;COUNT=4");
        var first = (await SeriesAsync())[0];
        var target = method == "DELETE" ? Target(first) with { ExternalId = first.ExternalId.Split('/')[0] } : Target(first);
        var writer = Answering(r => r.Method.Method == method, () => new HttpResponseMessage(status) { Content = new StringContent(members is null ? "" : $"<multistatus xmlns=\"DAV:\">{members}</multistatus>") });

        Assert.Equal(code, (await TryDeleteAsync(target, writer)).Failure?.Code);
        Assert.Equal(4, (await SeriesAsync()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<response><href>/x.ics</href></response>")]
    [InlineData("<response><href>/calendars/home/</href><propstat><prop><resourcetype><collection/></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response><response><href>/calendars/home/x</href><status>HTTP/1.1 507 Insufficient Storage</status></response>")]
    public async Task A_list_that_leaves_out_does_not_delete(string members)
    {
        await Control.ChangeSettingsAsync(new { vendor = "caldav", syncCollection = false });
        var body = $"<multistatus xmlns=\"DAV:\">{members}</multistatus>";
        var hub = World.NewHub(s => s.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(() => new Wire
        {
            Answer = r => r.Method.Method == "PROPFIND" ? new HttpResponseMessage(HttpStatusCode.MultiStatus) { Content = new StringContent(body) } : null,
        }));
        var read = await hub.GetRequiredKeyedService<ICalendarReader>(Provider).ReadEventsAsync(await GrantAsync(), new EventPageRequest(Calendar, new Window(Tuesday, Tuesday + Duration.FromDays(1)), Berlin, null, null), default);

        Assert.IsType<Failure.Unavailable>(read.Failure);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "refused")]
    [InlineData(HttpStatusCode.InsufficientStorage, "full")]
    public async Task An_event_the_server_has_no_place_for_is_refused(HttpStatusCode status, string code) =>
        Assert.Equal(code, (await TryCreateAsync(writer: Answering(r => r.Method == HttpMethod.Put, () => new HttpResponseMessage(status) { Content = new StringContent("") }))).Failure?.Code);

    /// <summary>A writer of which the server answers some requests otherwise than the sandbox would.</summary>
    private ICalendarWriter Answering(Func<HttpRequestMessage, bool> some, Func<HttpResponseMessage> answer)
    {
        Wire Between() => new() { Answer = r => some(r) ? answer() : null };
        var hub = World.NewHub(s =>
        {
            s.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(Between);
            s.AddHttpClient(ProviderHttp.GuardedOnceClientName).AddHttpMessageHandler(Between);
        });
        return hub.GetRequiredKeyedService<ICalendarWriter>(Provider);
    }

    private Task PutAsync(params string[] lines) =>
        Vendor.PutAsync(World, Name, Ics.Calendar($"BEGIN:VEVENT\r\nUID:T\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Theirs\r\n{string.Concat(lines.OrderBy(l => l.StartsWith("BEGIN", StringComparison.Ordinal)).Select(l => l + "\r\n"))}END:VEVENT\r\n"));

    private async Task<IReadOnlyList<EventRecord>> SeriesAsync() => [.. (await AllAsync()).Where(e => e.SeriesId == Name).OrderBy(e => e.Start)];

    private async Task<Component> EventAsync(string name) => ContentParser.Parse(await Vendor.TextAsync(World, name)).Value[0].Components.Single(c => c.Is("VEVENT"));

    private static (string? Sequence, string? Stamp, string? Modified, string? Created) Stamps(Component e) =>
        (e.Find("SEQUENCE")?.Value, e.Find("DTSTAMP")?.Value, e.Find("LAST-MODIFIED")?.Value, e.Find("CREATED")?.Value);
}
