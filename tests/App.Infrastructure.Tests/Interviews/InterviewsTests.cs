using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Interviews;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using App.Infrastructure.Tests.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Interviews;

/// <summary>Interviews among a member's events and bookings, on every database.</summary>
public abstract class InterviewsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private Instant Now => House.Time.Now();

    [SkippableFact]
    public async Task What_is_coming_is_listed_from_calendars_and_bookings_in_one_order()
    {
        var (alice, diary) = await AliceAsync();
        await diary.AddEventAsync("Vorstellungsgespräch Nordwind GmbH – Disponent", In(3));
        await diary.BookAsync("Marie, 30 minutes", In(2), BookingKind.Interview);
        await diary.BookAsync("Technical interview: Data Engineer at Acme Labs", In(1));
        await diary.AddEventAsync("Lunch with Nora", In(1));
        await diary.AddEventAsync("Podcast interview: Bread and Circuits", In(2));
        await diary.BookAsync("Over", In(-2), BookingKind.Interview);
        await diary.CancelBookingAsync(await diary.BookAsync("Called off", In(1), BookingKind.Interview));

        var found = await ListAsync(alice);
        Assert.Equal(["Technical interview: Data Engineer at Acme Labs", "Marie, 30 minutes", "Vorstellungsgespräch Nordwind GmbH – Disponent"], found.Select(i => i.Title));
        Assert.Equal((InterviewKind.Technical, "Acme Labs", "Data Engineer"), (found[0].Reading.Kind, found[0].Reading.Company, found[0].Reading.JobTitle));
        Assert.Equal(1, found[1].Reading.Confidence);
        Assert.Equal(("Nordwind GmbH", "Disponent"), (found[2].Reading.Company, found[2].Reading.JobTitle));
    }

    [SkippableFact]
    public async Task Pages_tell_each_once_whatever_begins_at_the_same_moment()
    {
        var (alice, diary) = await AliceAsync();
        for (var i = 0; i < 15; i++)
        {
            await diary.AddEventAsync($"Phone interview {i} with Acme Labs", In(1));
            await diary.BookAsync($"Booked {i}", In(1), BookingKind.Interview);
            await diary.AddEventAsync($"Standup {i}", In(1));
        }

        var (titles, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await House.Get<ListInterviews>().RunAsync(alice, new InterviewQuery(Now, In(24), null, cursor, 4), default)).Value;
            titles.AddRange(page.Items.Select(i => i.Title));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(30, titles.Count);
        Assert.Distinct(titles);
    }

    [SkippableFact]
    public async Task The_event_of_a_booking_and_copies_of_one_event_are_not_told_beside_it()
    {
        var (alice, diary) = await AliceAsync();
        var booking = await diary.BookAsync("Phone interview with Acme Labs", In(1), BookingKind.Interview);
        await diary.LinkAsync(booking, await diary.AddEventAsync("Phone interview with Acme Labs", In(1)));
        foreach (var copy in new[] { "one", "two" })
        {
            await diary.ChangeEventAsync(await diary.AddEventAsync("Final interview at Acme Labs", In(5), externalId: copy), e => e.ICalUid = "same");
        }

        Assert.Equal([OccasionKind.Booking, OccasionKind.Event], (await ListAsync(alice)).Select(i => i.Occasion.Kind));
    }

    [SkippableFact]
    public async Task A_correction_holds_however_the_event_changes_and_can_be_taken_back()
    {
        var (alice, diary) = await AliceAsync();
        var id = await diary.AddEventAsync("Coffee with Marie", In(1));
        Assert.Empty(await ListAsync(alice));

        var corrected = (await Correct.RunAsync(alice, id, new Correction(true, InterviewKind.Final, " Acme ", "Cook"), default)).Value;
        Assert.Equal((1, InterviewKind.Final, "Acme", "Cook", CorrectionReach.Occurrence), (corrected.Reading.Confidence, corrected.Reading.Kind, corrected.Reading.Company, corrected.Reading.JobTitle, corrected.Corrected));
        await diary.ChangeEventAsync(id, e => (e.Title, e.Start, e.End) = ("Tea with Marie", In(4), In(5)));
        Assert.Equal((1, "Tea with Marie", "Acme"), (await ListAsync(alice)).Select(i => (i.Reading.Confidence, i.Title, i.Reading.Company)).Single());

        Assert.Null((await Correct.UndoAsync(alice, id, default)).Value.Corrected);
        Assert.Empty(await ListAsync(alice));
        Assert.IsType<Failure.NotFound>((await Correct.UndoAsync(alice, id, default)).Failure);
    }

    [SkippableFact]
    public async Task What_was_read_wrongly_can_be_said_to_be_nothing()
    {
        var (alice, diary) = await AliceAsync();
        var id = await diary.AddEventAsync("Technical interview: Data Engineer at Acme Labs", In(1));

        var corrected = (await Correct.RunAsync(alice, id, new Correction(true, Company: " "), default)).Value;

        Assert.Equal((null, "Data Engineer", InterviewKind.Technical), (corrected.Reading.Company, corrected.Reading.JobTitle, corrected.Reading.Kind));
        Assert.Equal((null, "", null), (corrected.Said!.Kind, corrected.Said.Company, corrected.Said.JobTitle));
        await diary.ChangeEventAsync(id, e => e.Title = "Technical interview: Cook at Acme Labs");
        Assert.Equal((null, "Cook"), (await ListAsync(alice)).Select(i => (i.Reading.Company, i.Reading.JobTitle)).Single());
    }

    [SkippableFact]
    public async Task Copies_of_one_event_are_told_once_on_whichever_pages_they_fall()
    {
        var (alice, diary) = await AliceAsync();
        foreach (var copy in new[] { "one", "two", "three" })
        {
            await diary.ChangeEventAsync(await diary.AddEventAsync("Final interview at Acme Labs", In(5), externalId: copy), e => e.ICalUid = "same");
        }

        var first = (await House.Get<ListInterviews>().RunAsync(alice, new InterviewQuery(Now, In(24), null, null, 1), default)).Value;
        var second = (await House.Get<ListInterviews>().RunAsync(alice, new InterviewQuery(Now, In(24), null, first.Next, 1), default)).Value;

        Assert.Single(first.Items);
        Assert.Empty(second.Items);
    }

    [SkippableFact]
    public async Task A_correction_of_a_series_holds_for_every_occurrence_that_has_none_of_its_own()
    {
        var (alice, diary) = await AliceAsync();
        var ids = new List<Guid>();
        for (var week = 0; week < 3; week++)
        {
            ids.Add(await diary.AddEventAsync("Interview training", In(24 + week), series: "weekly"));
        }

        await Correct.RunAsync(alice, ids[2], new Correction(false), default);
        await Correct.RunAsync(alice, ids[0], new Correction(true, Series: true), default);
        Assert.Equal([ids[0], ids[1]], (await ListAsync(alice)).Select(i => i.Occasion.Id));
        Assert.Equal(CorrectionReach.Series, (await House.Get<ListInterviews>().ReadAsync(alice, ids[1], default)).Value.Corrected);

        await Correct.UndoAsync(alice, ids[1], default);
        Assert.Empty(await ListAsync(alice));
    }

    [SkippableFact]
    public async Task What_an_event_was_written_for_is_certain_and_a_correction_more_so()
    {
        var (alice, diary) = await AliceAsync();
        var (written, deadline) = (await diary.AddEventAsync("Marie", In(1), externalId: "written"), await diary.AddEventAsync("Phone interview", In(2), externalId: "deadline"));
        await MarkAsync(alice, written, "written", EventPurpose.Interview);
        await MarkAsync(alice, deadline, "deadline", EventPurpose.Deadline);

        Assert.Equal(("Marie", 1d), (await ListAsync(alice)).Select(i => (i.Title, i.Reading.Confidence)).Single());
        await Correct.RunAsync(alice, written, new Correction(false), default);
        Assert.Empty(await ListAsync(alice));
    }

    [SkippableFact]
    public async Task Nobody_reads_or_corrects_what_is_anothers()
    {
        var (alice, diary) = await AliceAsync();
        var bob = await House.JoinAsync(alice, "bob", Domain.Organizations.Role.Member);
        var id = await diary.AddEventAsync("Phone interview with Acme Labs", In(1));

        Assert.Empty(await ListAsync(bob));
        Assert.IsType<Failure.NotFound>((await House.Get<ListInterviews>().ReadAsync(bob, id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await Correct.RunAsync(bob, id, new Correction(false), default)).Failure);
        Assert.Single(await ListAsync(alice));
    }

    [SkippableFact]
    public async Task What_is_wrong_with_a_correction_is_told_by_its_field()
    {
        var (alice, diary) = await AliceAsync();
        var id = await diary.AddEventAsync("Phone interview", In(1));

        Assert.Equal(["company", "jobTitle"], ErrorsOf(await Correct.RunAsync(alice, id, new Correction(true, null, new string('x', 201), "a\nb"), default)));
        Assert.Equal(["series"], ErrorsOf(await Correct.RunAsync(alice, id, new Correction(true, Series: true), default)));
        Assert.Equal(["to"], ErrorsOf(await House.Get<ListInterviews>().RunAsync(alice, new InterviewQuery(Now, Now), default)));
        Assert.Equal(0, await House.ReadAsync(db => db.InterviewCorrections.CountAsync()));
    }

    private CorrectInterview Correct => House.Get<CorrectInterview>();

    private static IEnumerable<string> ErrorsOf<T>(Result<T> result) => Assert.IsType<Failure.Invalid>(result.Failure).Errors.Keys.Order(StringComparer.Ordinal);

    private Instant In(int hours) => Now + Duration.FromHours(hours);

    private async Task<IReadOnlyList<InterviewView>> ListAsync(Actor actor) => (await House.Get<ListInterviews>().RunAsync(actor, new InterviewQuery(Now, Now + Duration.FromDays(30)), default)).Value.Items;

    private async Task MarkAsync(Actor.Person actor, Guid id, string externalId, EventPurpose purpose)
    {
        await using var db = House.Database.ForOrganization(actor);
        var calendar = await db.Events.Where(e => e.Id == id).Select(e => e.CalendarId).SingleAsync();
        db.EventMarks.Add(new EventMark { Id = Guid.CreateVersion7(), OrganizationId = actor.OrganizationId, CalendarId = calendar, ExternalKey = EventRows.KeyOf(externalId).ToByteArray(), Purpose = purpose, CreatedAt = Now });
        await db.SaveChangesAsync();
    }

    private async Task<(Actor.Person Alice, Diary Diary)> AliceAsync()
    {
        var alice = await House.EnterAsync("alice");
        return (alice, new Diary(House, alice));
    }
}

public sealed class InterviewsOnSqliteTests() : InterviewsTests(DatabaseProvider.Sqlite);

public sealed class InterviewsOnPostgreSqlTests() : InterviewsTests(DatabaseProvider.PostgreSql);
