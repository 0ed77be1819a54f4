using System.Net;
using App.Domain;
using App.Domain.Calendars;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

/// <summary>What Graph does with writes and no other vendor; where the sandbox is too kind, answers as Graph may give them.</summary>
public sealed class OutlookWriterOddityTests() : WriterTests(new OutlookVendor())
{
    private readonly Wire _wire = new();
    private ICalendarWriter _writer = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _writer = World.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => _wire)).GetRequiredKeyedService<ICalendarWriter>(Provider);
    }

    [Fact]
    public async Task Every_write_wants_immutable_ids()
    {
        var written = Ok(await TryCreateAsync(writer: _writer));
        Ok(await TryChangeAsync(written.In(Calendar) with { ETag = null }, new EventDraft { Attendees = [] }, _writer));
        Ok(await TryDeleteAsync(written.In(Calendar) with { ETag = null }, _writer));

        Assert.Equal(["POST", "GET", "PATCH", "DELETE"], _wire.Sent.Select(r => r.Method.Method));
        Assert.All(_wire.Sent, r => Assert.Contains("IdType=\"ImmutableId\"", string.Join(',', r.Headers.GetValues("Prefer")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transaction_that_was_used_up_by_a_deleted_event_is_followed_by_a_second()
    {
        var used = 1;
        _wire.Answer = r => r.Method == HttpMethod.Post && used-- > 0 ? Wire.Json("""{"error":{"code":"ErrorDuplicateTransactionId"}}""", HttpStatusCode.Conflict) : null;
        var made = Ok(await TryCreateAsync(writer: _writer));
        Assert.Equal(made.ExternalId, Assert.Single(await AllAsync(), e => e.Title == "Interview").ExternalId);

        _wire.Answer = r => r.Method == HttpMethod.Post ? Wire.Json("""{"error":{"code":"ErrorDuplicateTransactionId"}}""", HttpStatusCode.Conflict) : null;
        Assert.Equal(made, Ok(await TryCreateAsync(writer: _writer)));
        await DeleteAsync(made.In(Calendar));
        AssertFailed<Failure.Conflict, WrittenEvent>(await TryCreateAsync(writer: _writer));
    }

    [Fact]
    public async Task Notes_that_hold_a_Teams_meeting_are_not_replaced_and_all_else_is_changed()
    {
        var written = await CreateAsync();
        await Control.ChangeEventAsync(World.Email, "primary", written.ExternalId, new { isOnlineMeeting = true, onlineMeetingProvider = "teamsForBusiness" });
        var target = written.In(Calendar) with { ETag = null };

        Assert.Equal(WriteRefusal.NotesHoldMeeting, (await TryChangeAsync(target, new EventDraft { Notes = new EventNotes("Other") })).Failure?.Code);
        await ChangeAsync(target, new EventDraft { Title = "Renamed", Time = At(Tuesday + Duration.FromHours(1)), Attendees = [new DraftAttendee(Bob)] });
        var read = await ReadAsync(written);
        Assert.Equal("Renamed", read.Title);
        Assert.StartsWith("https://teams.microsoft.com/", read.MeetingUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_permission_is_told_from_a_calendar_that_may_only_be_read()
    {
        var written = await CreateAsync();
        await FaultAsync("forbidden403", Vendor.WriteOperation);
        Assert.Equal(WriteRefusal.ScopeMissing, (await TryCreateAsync()).Failure?.Code);
        Assert.Equal(WriteRefusal.ScopeMissing, (await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Other" })).Failure?.Code);
        Assert.Equal(WriteRefusal.ScopeMissing, (await TryDeleteAsync(written.In(Calendar))).Failure?.Code);
    }

    [Fact]
    public async Task Of_several_reminders_the_most_important_is_kept()
    {
        var written = await CreateAsync(Draft() with { Reminders = [10, 1440] });
        Assert.Equal([10], await Vendor.RemindersAsync(World, written.In(Calendar)));
    }

    [Theory]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.Conflict)]
    public async Task A_conflict_is_told_as_stale_however_Graph_says_it(HttpStatusCode status)
    {
        var written = await CreateAsync();
        _wire.Answer = _ => Wire.Json("""{"error":{"code":"ErrorIrresolvableConflict"}}""", status);
        AssertFailed<Failure.Stale, WrittenEvent>(await TryChangeAsync(written.In(Calendar), new EventDraft { Title = "Other" }, _writer));
    }
}
