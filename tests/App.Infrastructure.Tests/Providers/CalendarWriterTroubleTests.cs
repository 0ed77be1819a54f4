using App.Domain;
using App.Domain.Calendars;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever writes into calendars when something is wrong: with the network, the vendor, the permission or the draft.</summary>
public abstract class CalendarWriterTroubleTests(Vendor vendor) : WriterTests(vendor)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_create_whose_answer_was_lost_makes_one_event(int lost)
    {
        var writer = Losing(lost);
        var first = await TryCreateAsync(writer: writer);
        Assert.Equal(lost > 1, first.Failure is Failure.Unavailable);

        var again = Ok(await TryCreateAsync(writer: writer));
        var read = Assert.Single(await AllAsync(), e => e.Title == "Interview");
        Assert.Equal((again.ExternalId, again.ETag), (read.ExternalId, read.ETag));
        Assert.True(!first.IsOk || first.Value == again);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_made_and_can_be_repeated()
    {
        var written = await CreateAsync();
        var writer = Losing(1);
        var (change, target) = (new EventDraft { Title = "Renamed", Attendees = [new DraftAttendee(Olivia)] }, written.In(Calendar) with { ETag = null });
        var first = await TryChangeAsync(target, change, writer);

        Assert.True(first.IsOk || first.Failure is Failure.Unavailable, first.Failure?.ToString());
        var again = Ok(await TryChangeAsync(target, change, writer));
        Assert.Equal(("Renamed", again.ETag), await ReadAsync(written) is var read ? (read.Title, read.ETag) : default);
    }

    [Fact]
    public async Task A_change_under_a_condition_is_never_refused_for_having_been_made()
    {
        var written = await CreateAsync();
        var writer = Losing(1);

        var changed = await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Renamed" }, writer);
        Assert.True(changed.IsOk || changed.Failure is Failure.Unavailable, changed.Failure?.ToString());
        Assert.Equal("Renamed", (await ReadAsync(written)).Title);
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_is_done()
    {
        var written = await CreateAsync();
        var writer = Losing(1);

        Ok(await TryDeleteAsync(written.In(Calendar), writer));
        Assert.DoesNotContain(await AllAsync(), e => e.ExternalId == written.ExternalId);
    }

    [Theory]
    [InlineData("error500")]
    [InlineData("dropped")]
    public async Task An_outage_is_told_and_nothing_is_written(string kind)
    {
        var written = await CreateAsync();
        await FaultAsync(kind, Vendor.WriteOperation);
        AssertFailed<Failure.Unavailable, WrittenEvent>(await Capability.CreateAsync(await GrantAsync(), Calendar, Guid.CreateVersion7(), Draft("Other"), default));
        AssertFailed<Failure.Unavailable, WrittenEvent>(await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Other" }));
        AssertFailed<Failure.Unavailable, WrittenEvent>(await TryChangeAsync(written.In(Calendar), new EventDraft { Attendees = [] }));
        AssertFailed<Failure.Unavailable, Done>(await TryDeleteAsync(written.In(Calendar)));

        await Control.ClearFaultsAsync();
        Assert.DoesNotContain(await AllAsync(), e => e.Title == "Other");
        Assert.Equal(written.ETag, (await ReadAsync(written)).ETag);
    }

    [Fact]
    public async Task A_vendor_that_asks_to_wait_says_until_when()
    {
        var written = await CreateAsync();
        await FaultAsync("tooMany429", Vendor.WriteOperation, retryAfterSeconds: 120);
        Failure?[] failures =
        [
            (await TryCreateAsync()).Failure,
            (await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Other" })).Failure,
            (await TryDeleteAsync(written.In(Calendar))).Failure,
        ];

        Assert.All(failures, f => Assert.Equal(Domain.Time.Clock.Now(World.Time) + Duration.FromSeconds(120), Assert.IsType<Failure.RateLimited>(f).Until));
    }

    [Fact]
    public async Task Access_that_has_ended_wants_a_new_consent()
    {
        var written = await CreateAsync();
        AssertFailed<Failure.NeedsReconnect, WrittenEvent>(await Capability.CreateAsync(DeadGrant(), Calendar, Key, Draft(), default));
        AssertFailed<Failure.NeedsReconnect, WrittenEvent>(await Capability.ChangeAsync(DeadGrant(), written.In(Calendar), new EventDraft { Title = "Other" }, default));
        AssertFailed<Failure.NeedsReconnect, Done>(await Capability.DeleteAsync(DeadGrant(), written.In(Calendar), default));
        Assert.Equal("Interview", (await ReadAsync(written)).Title);
    }

    [Fact]
    public async Task Access_the_vendor_refuses_is_a_refusal()
    {
        var written = await CreateAsync();
        await FaultAsync("forbidden403", Vendor.WriteOperation);
        AssertFailed<Failure.Rejected, WrittenEvent>(await TryCreateAsync());
        AssertFailed<Failure.Rejected, WrittenEvent>(await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Other" }));
        AssertFailed<Failure.Rejected, Done>(await TryDeleteAsync(written.In(Calendar)));
    }

    [Fact]
    public async Task A_calendar_that_can_only_be_read_is_told_as_that()
    {
        await Vendor.AddReadOnlyAsync(World, "Holidays");
        var reader = World.Hub.GetRequiredKeyedService<ICalendarReader>(Provider);
        var holidays = (await reader.ListCalendarsAsync(await GrantAsync(), default)).Value.Single(c => c.Name == "Holidays");

        Assert.False(holidays.IsWritable);
        var refused = (await Capability.CreateAsync(await GrantAsync(), holidays.ExternalId, Key, Draft(), default)).Failure;
        Assert.Equal(WriteRefusal.ReadOnly, Assert.IsType<Failure.Rejected>(refused).Detail);
    }

    [Fact]
    public async Task A_calendar_that_is_not_there_is_not_found()
    {
        var nowhere = Vendor.NoCalendarBeside(Calendar);
        AssertFailed<Failure.NotFound, WrittenEvent>(await Capability.CreateAsync(await GrantAsync(), nowhere, Key, Draft(), default));
    }

    private static IReadOnlyList<(string Field, EventDraft Draft)> Wrong =>
    [
        ("title", Draft() with { Title = null }),
        ("title", Draft(" ")),
        ("title", Draft("two\nlines")),
        ("title", Draft(new string('x', EventDraft.MostTitle + 1))),
        ("time", Draft() with { Time = null }),
        ("end", Draft() with { Time = At(Tuesday, minutes: -1) }),
        ("start", Draft() with { Time = new EventTime.Timed(Tuesday + Duration.FromMilliseconds(1), Tuesday + Duration.FromHours(1), DateTimeZone.Utc) }),
        ("timeZone", Draft() with { Time = At(Tuesday, DateTimeZone.ForOffset(Offset.FromHours(1))) }),
        ("endDate", Draft() with { Time = new EventTime.WholeDays(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 1)) }),
        ("notes", Draft() with { Notes = new EventNotes("bell\a") }),
        ("notes", Draft() with { Notes = new EventNotes(new string('x', EventNotes.MostText + 1)) }),
        ("link", Draft() with { Notes = new EventNotes("", "javascript:alert(1)") }),
        ("location", Draft() with { Location = "a\r\nb" }),
        ("attendees", Draft() with { Attendees = [new DraftAttendee("nobody")] }),
        ("attendees", Draft() with { Attendees = [new DraftAttendee("a@b.example\r\nATTENDEE:mailto:c@d.example")] }),
        ("attendees", Draft() with { Attendees = [new DraftAttendee(Bob), new DraftAttendee(Bob.ToUpperInvariant())] }),
        ("reminders", Draft() with { Reminders = [-1] }),
        ("reminders", Draft() with { Reminders = [1, 2, 3, 4, 5, 6] }),
        ("transparency", Draft() with { Transparency = (Transparency)7 }),
    ];

    [Fact]
    public async Task A_draft_that_cannot_be_written_names_what_is_wrong_and_the_vendor_is_not_asked()
    {
        var written = await CreateAsync();
        await Control.ClearRequestsAsync();
        foreach (var (field, draft) in Wrong)
        {
            AssertNamed(field, draft, (await TryCreateAsync(draft)).Failure);
        }

        foreach (var (field, draft) in Wrong.Where(w => w.Draft is { Title: not null, Time: not null }))
        {
            AssertNamed(field, draft, (await TryChangeAsync(written.In(Calendar), draft)).Failure);
        }

        Assert.Empty((await Control.RequestsAsync())["items"]!.AsArray());
    }

    private static void AssertNamed(string field, EventDraft draft, Failure? failure) =>
        Assert.True(failure is Failure.Invalid { Errors: var errors } && errors.Keys.Single() == field, $"{draft}: {failure}");

    /// <summary>A writer that loses so many answers to what is not a reading.</summary>
    private ICalendarWriter Losing(int count)
    {
        Wire NewWire() => new() { LosesAnswer = r => r.Method != HttpMethod.Get && r.Method.Method != "REPORT" && count-- > 0 };
        var hub = World.NewHub(s => _ = ((string[])[ProviderHttp.HttpClientName, ProviderHttp.GuardedClientName, ProviderHttp.GuardedOnceClientName])
            .Select(name => s.AddHttpClient(name).AddHttpMessageHandler(NewWire)).ToList());
        return hub.GetRequiredKeyedService<ICalendarWriter>(Provider);
    }
}
