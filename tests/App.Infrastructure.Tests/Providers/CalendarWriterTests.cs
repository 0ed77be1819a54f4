using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever writes into calendars, seen as the product reads it back. Facts are skipped where a vendor's server is not installed.</summary>
public abstract class CalendarWriterTests(Vendor vendor) : WriterTests(vendor)
{
    [SkippableFact]
    public async Task A_created_event_is_read_back_with_all_that_was_written()
    {
        var written = await CreateAsync();
        var read = await ReadAsync(written);

        Assert.Equal(Capability.IdOf(Key) ?? written.ExternalId, written.ExternalId);
        Assert.Equal((written.SeriesId, written.ETag, written.ICalUid), (read.SeriesId, read.ETag, read.ICalUid));
        Assert.NotNull(written.ETag);
        Assert.Equal(("Interview", "Room Elbe, 3rd floor", Transparency.Busy), (read.Title, read.Location, read.Transparency));
        Assert.Equal("Second round.\nBring your portfolio.\n\nhttps://meet.example/j/123?pwd=a%20b", read.Description);
        Assert.Equal((Tuesday, Tuesday + Duration.FromHours(1), Vendor.Zone, null), (read.Start, read.End, read.TimeZone, read.StartDate));
        Assert.Equal([(Bob, null), (Priya, "Priya Nair")], Invited(read).Select(a => (a.Email, a.Email == Bob ? null : a.Name)));
        Assert.All(Invited(read), a => Assert.True(a.Response is null or "needsAction"));
        Assert.Equal([30], await Vendor.RemindersAsync(World, written.In(Calendar)));
    }

    [SkippableFact]
    public async Task Any_text_comes_back_as_it_was_written()
    {
        var draft = new EventDraft
        {
            Title = "Gespräch; mit „Ünï“, 🎉 \\n and a \"quote\" that goes on and on until its line has to be folded somewhere, émoji 👩‍💻 included",
            Time = At(Tuesday),
            Notes = new EventNotes("Zeile 1\n\tzwei: a;b,c\\d\n\n" + string.Concat(Enumerable.Repeat("ß😀 ", 400)).TrimEnd()),
            Location = "Straße des 17. Juni 135; Raum \"4,5\"",
            Attendees = [new DraftAttendee(Priya, "Nair, Priya \"PN\"; 日本")],
        };
        var read = await ReadAsync(await CreateAsync(draft));

        Assert.Equal((draft.Title, draft.Notes.Text, draft.Location), (read.Title, read.Description, read.Location));
        Assert.Equal(Vendor.Keeps(draft.Attendees[0].Name!), Assert.Single(Invited(read)).Name);
    }

    [SkippableFact]
    public async Task The_same_create_again_tells_the_same_event_and_makes_no_other()
    {
        var first = await CreateAsync();
        var again = await CreateAsync();

        Assert.Equal(first, again);
        Assert.Single(await AllAsync(), e => e.Title == "Interview");
    }

    [SkippableFact]
    public async Task What_was_made_is_found_by_its_key_until_it_is_deleted()
    {
        Assert.Null(Ok(await Capability.FindAsync(await GrantAsync(), Calendar, Key, default)));
        var made = await CreateAsync();
        Assert.Equal(made, Ok(await Capability.FindAsync(await GrantAsync(), Calendar, Key, default)));

        await DeleteAsync(made.In(Calendar));
        Assert.Null(Ok(await Capability.FindAsync(await GrantAsync(), Calendar, Key, default)));
    }

    [SkippableFact]
    public async Task A_create_repeated_after_the_event_was_changed_leaves_it_as_it_is_by_now()
    {
        var first = await CreateAsync();
        var changed = await ChangeAsync(first.In(Calendar), new EventDraft { Title = "Moved", Time = At(Tuesday + Duration.FromDays(3)) });
        var again = await CreateAsync();

        Assert.Equal(changed, again);
        var read = Assert.Single(await AllAsync(), e => e.Title is "Moved" or "Interview");
        Assert.Equal((first.ExternalId, "Moved", Tuesday + Duration.FromDays(3)), (read.ExternalId, read.Title, read.Start));
    }

    [SkippableFact]
    public async Task A_create_repeated_after_the_event_was_deleted_makes_it_anew_once()
    {
        await DeleteAsync((await CreateAsync()).In(Calendar));
        await CreateAsync();
        var again = await CreateAsync();

        var read = Assert.Single(await AllAsync(), e => e.Title == "Interview");
        Assert.Equal((again.ExternalId, again.ETag), (read.ExternalId, read.ETag));
    }

    [SkippableFact]
    public async Task A_change_with_the_right_tag_is_made_and_tells_the_next()
    {
        var first = await CreateAsync();
        var second = await ChangeAsync(first.In(Calendar), new EventDraft { Title = "Second" });
        var third = await ChangeAsync(second.In(Calendar), new EventDraft { Title = "Third" });
        var read = await ReadAsync(third);

        Assert.Equal(("Third", third.ETag, first.ExternalId), (read.Title, read.ETag, read.ExternalId));
        Assert.Equal(3, new[] { first.ETag, second.ETag, third.ETag }.Distinct().Count());
    }

    [SkippableFact]
    public async Task A_change_with_a_stale_tag_overwrites_nothing()
    {
        var first = await CreateAsync();
        await ChangeAsync(first.In(Calendar), new EventDraft { Title = "Theirs" });

        AssertFailed<Failure.Stale, WrittenEvent>(await TryChangeAsync(first.In(Calendar), new EventDraft { Title = "Ours" }));
        AssertFailed<Failure.Stale, WrittenEvent>(await TryChangeAsync(first.In(Calendar), new EventDraft { Attendees = [] }));
        AssertFailed<Failure.Stale, Done>(await TryDeleteAsync(first.In(Calendar)));
        var read = await ReadAsync(first);
        Assert.Equal(("Theirs", 2), (read.Title, Invited(read).Count));
    }

    [SkippableFact]
    public async Task Without_a_tag_whatever_it_has_become_is_changed_and_deleted()
    {
        var target = (await CreateAsync()).In(Calendar) with { ETag = null };
        await ChangeAsync(target, new EventDraft { Title = "Theirs" });
        await ChangeAsync(target, new EventDraft { Title = "Ours" });
        Assert.Single(await AllAsync(), e => e.Title == "Ours");

        await DeleteAsync(target);
        Assert.DoesNotContain(await AllAsync(), e => e.ExternalId == target.ExternalId);
    }

    [SkippableFact]
    public async Task A_change_touches_only_what_it_carries()
    {
        var target = (await CreateAsync()).In(Calendar) with { ETag = null };
        await Vendor.MarkAsync(World, target);
        await Vendor.AcceptAsync(World, target, Priya);
        var before = await ReadAsync(await ChangeAsync(target, new EventDraft { Location = "Room Alster" }));
        var moved = await ChangeAsync(target, new EventDraft { Time = At(Tuesday + Duration.FromHours(2), minutes: 30) });
        var after = await ReadAsync(moved);

        Assert.Equal(before with { Start = Tuesday + Duration.FromHours(2), End = Tuesday + Duration.FromMinutes(150), Location = "Room Alster", ETag = moved.ETag }, after);
        Assert.Equal("accepted", Invited(after).Single(a => a.Email == Priya).Response);
        Assert.Equal("With pleasure", await Vendor.CommentAsync(World, target, Priya));
        Assert.Equal([30], await Vendor.RemindersAsync(World, target));
        Assert.True(await Vendor.IsMarkedAsync(World, target));
    }

    [SkippableFact]
    public async Task Every_part_can_be_changed_and_taken_away()
    {
        var target = (await CreateAsync()).In(Calendar) with { ETag = null };
        await Vendor.MarkAsync(World, target);
        var changed = await ReadAsync(await ChangeAsync(target, new EventDraft { Notes = new EventNotes("", "https://meet.example/2"), Reminders = [10], Transparency = Transparency.Free }));
        Assert.Equal(("https://meet.example/2", Transparency.Free), (changed.Description, changed.Transparency));
        Assert.Equal([10], await Vendor.RemindersAsync(World, target));

        var emptied = await ReadAsync(await ChangeAsync(target, new EventDraft { Notes = new EventNotes(""), Location = "", Attendees = [], Reminders = [], Transparency = Transparency.Busy }));
        Assert.Equal(("Interview", Transparency.Busy, Tuesday), (emptied.Title, emptied.Transparency, emptied.Start));
        Assert.True(string.IsNullOrEmpty(emptied.Description) && string.IsNullOrEmpty(emptied.Location), $"{emptied.Description} {emptied.Location}");
        Assert.Empty(Invited(emptied));
        Assert.Empty(await Vendor.RemindersAsync(World, target));
        Assert.True(await Vendor.IsMarkedAsync(World, target));
    }

    [SkippableFact]
    public async Task Who_stays_invited_keeps_her_answer()
    {
        var target = (await CreateAsync()).In(Calendar) with { ETag = null };
        await Vendor.AcceptAsync(World, target, Priya);
        var read = await ReadAsync(await ChangeAsync(target, new EventDraft { Attendees = [new DraftAttendee(Olivia, "Olivia Brandt"), new DraftAttendee(Priya.ToUpperInvariant())] }));

        Assert.Equal([Olivia, Priya], Invited(read).Select(a => a.Email));
        Assert.Equal(("accepted", "Priya Nair"), (Invited(read)[1].Response, Invited(read)[1].Name));
        Assert.Equal("With pleasure", await Vendor.CommentAsync(World, target, Priya));
    }

    [SkippableFact]
    public async Task What_is_gone_cannot_be_changed_and_is_deleted_already()
    {
        var written = await CreateAsync();
        await DeleteAsync(written.In(Calendar));
        Assert.DoesNotContain(await AllAsync(), e => e.ExternalId == written.ExternalId);

        await DeleteAsync(written.In(Calendar));
        await DeleteAsync(written.In(Calendar) with { ETag = null });
        AssertFailed<Failure.NotFound, WrittenEvent>(await TryChangeAsync(written.In(Calendar) with { ETag = null }, new EventDraft { Title = "Back" }));
        AssertFailed<Failure.NotFound, WrittenEvent>(await TryChangeAsync(written.In(Calendar) with { ETag = null }, new EventDraft { Attendees = [] }));
        Assert.DoesNotContain(await AllAsync(), e => e.Title == "Back" || e.ExternalId == written.ExternalId);
    }

    [SkippableFact]
    public async Task An_event_whose_answer_was_never_seen_is_named_by_its_key()
    {
        await CreateAsync();
        var target = Capability.IdOf(Key) is { } id ? new EventTarget(Calendar, id) : (await CreateAsync()).In(Calendar);
        await DeleteAsync(target);

        Assert.DoesNotContain(await AllAsync(), e => e.Title == "Interview");
    }

    [SkippableFact]
    public async Task One_occurrence_is_changed_and_its_series_is_not()
    {
        var series = await WeeklyAsync();
        var written = await ChangeAsync(Target(series[1], series[1].ETag), new EventDraft { Title = "Once", Time = At(series[1].Start + Duration.FromHours(3), minutes: 15), Attendees = [new DraftAttendee(Bob)] });
        var after = await SeriesAsync(series[0].SeriesId!);

        Assert.Equal((series[1].ExternalId, series[1].SeriesId), (written.ExternalId, written.SeriesId));
        Assert.Equal(series.Select(e => (e.ExternalId, e.SeriesId)), after.Select(e => (e.ExternalId, e.SeriesId)));
        Assert.Equal(["Weekly", "Once", "Weekly", "Weekly"], after.Select(e => e.Title));
        Assert.Equal((series[1].Start + Duration.FromHours(3), Duration.FromMinutes(15)), (after[1].Start, after[1].End - after[1].Start));
        Assert.Equal(series.Select(e => e.Start).Where((_, i) => i != 1), after.Select(e => e.Start).Where((_, i) => i != 1));
        Assert.Equal([0, 1, 0, 0], after.Select(e => Invited(e).Count));

        await ChangeAsync(Target(after[1], after[1].ETag), new EventDraft { Location = "Room Elbe" });
        Assert.Equal(("Once", "Room Elbe", after[1].Start), (await SeriesAsync(series[0].SeriesId!))[1] is var again ? (again.Title, again.Location, again.Start) : default);
    }

    [SkippableFact]
    public async Task One_occurrence_is_deleted_changed_before_or_not_and_only_once()
    {
        var series = await WeeklyAsync();
        await ChangeAsync(Target(series[1]), new EventDraft { Title = "Once" });
        await DeleteAsync(Target(series[1]));
        await DeleteAsync(Target(series[2]));
        await DeleteAsync(Target(series[2]));

        Assert.Equal([series[0].ExternalId, series[3].ExternalId], (await SeriesAsync(series[0].SeriesId!)).Select(e => e.ExternalId));
        AssertFailed<Failure.NotFound, WrittenEvent>(await TryChangeAsync(Target(series[2]), new EventDraft { Title = "Back" }));
        Assert.Equal(2, (await SeriesAsync(series[0].SeriesId!)).Count);
    }

    [SkippableFact]
    public async Task A_series_is_changed_and_deleted_as_a_whole_by_its_own_id()
    {
        var series = await WeeklyAsync();
        var whole = new EventTarget(Calendar, series[0].SeriesId!, series[0].SeriesId);
        await ChangeAsync(whole, new EventDraft { Title = "All of them" });
        var after = await SeriesAsync(series[0].SeriesId!);
        Assert.Equal(series.Select(e => (e.ExternalId, e.Start, "All of them")), after.Select(e => (e.ExternalId, e.Start, e.Title)));

        Assert.Equal(["time"], Assert.IsType<Failure.Invalid>((await TryChangeAsync(whole, new EventDraft { Time = At(Tuesday + Duration.FromHours(1)) })).Failure).Errors.Keys);
        Assert.Equal(after, await SeriesAsync(series[0].SeriesId!));

        await DeleteAsync(whole);
        Assert.Empty(await SeriesAsync(series[0].SeriesId!));
    }

    [SkippableTheory]
    [InlineData("Europe/Berlin", "2026-03-28T23:30:00Z", 180)] // over the gap of spring
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", 30)] // half past two, the first time
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", 30)] // half past two, the second time
    [InlineData("Europe/Zurich", "2026-07-01T08:00:00Z", 45)]
    [InlineData("America/New_York", "2026-03-08T06:30:00Z", 60)]
    [InlineData("Asia/Kolkata", "2026-05-05T05:30:00Z", 60)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T14:45:00Z", 60)] // clocks go back by half an hour
    [InlineData("Pacific/Apia", "2026-12-31T10:00:00Z", 60)]
    [InlineData("UTC", "2026-05-05T05:30:00Z", 60)]
    public async Task A_moment_stays_that_moment_in_any_zone(string zone, string start, int minutes)
    {
        var moment = NodaTime.Text.InstantPattern.General.Parse(start).Value;
        var written = await CreateAsync(new EventDraft { Title = "There", Time = At(moment, DateTimeZoneProviders.Tzdb[zone], minutes) });
        var read = await ReadAsync(written);

        Assert.Equal((moment, moment + Duration.FromMinutes(minutes), null), (read.Start, read.End, read.StartDate));
        var shown = DateTimeZoneProviders.Tzdb[read.TimeZone!];
        Assert.True(read.TimeZone is "UTC" or "Etc/UTC" || shown.GetUtcOffset(moment) == DateTimeZoneProviders.Tzdb[zone].GetUtcOffset(moment), read.TimeZone);
    }

    [SkippableFact]
    public async Task Whole_days_stay_days_and_become_hours_and_days_again()
    {
        var (first, after) = (new LocalDate(2026, 3, 28), new LocalDate(2026, 3, 31));
        var target = (await CreateAsync(new EventDraft { Title = "Fair", Time = new EventTime.WholeDays(first, after) })).In(Calendar) with { ETag = null };
        async Task<EventRecord> ReadAgainAsync() => (await AllAsync()).Single(e => e.ExternalId == target.ExternalId);
        Assert.Equal((first, after), await ReadAgainAsync() is var days ? (days.StartDate, days.EndDate) : default);

        await ChangeAsync(target, new EventDraft { Time = At(Tuesday) });
        Assert.Equal((null, Tuesday, Tuesday + Duration.FromHours(1)), await ReadAgainAsync() is var hours ? (hours.StartDate, hours.Start, hours.End) : default);

        await ChangeAsync(target, new EventDraft { Time = new EventTime.WholeDays(first, first.PlusDays(1)) });
        Assert.Equal((first, first.PlusDays(1)), await ReadAgainAsync() is var day ? (day.StartDate, day.EndDate) : default);
    }

    private async Task<IReadOnlyList<EventRecord>> WeeklyAsync()
    {
        var id = await Vendor.AddAsync(World, "Weekly", Tuesday);
        await Vendor.RepeatAsync(World, id, Tuesday, 4);
        return await SeriesAsync(Vendor.SeriesOf(id));
    }

    private async Task<IReadOnlyList<EventRecord>> SeriesAsync(string id) => [.. (await AllAsync()).Where(e => e.SeriesId == id).OrderBy(e => e.Start)];

    /// <summary>By address.</summary>
    private static List<(string Email, string? Name, string? Response)> Invited(EventRecord read) =>
        [.. (read.Attendees is { } json ? JsonNode.Parse(json)!.AsArray() : []).Select(a => ((string)a!["email"]!, (string?)a["name"], (string?)a["response"])).OrderBy(a => a.Item1, StringComparer.Ordinal)];
}
