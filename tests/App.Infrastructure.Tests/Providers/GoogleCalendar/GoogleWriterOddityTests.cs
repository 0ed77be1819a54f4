using App.Domain.Calendars;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.GoogleCalendar;

/// <summary>What Google does with writes and no other vendor.</summary>
public sealed class GoogleWriterOddityTests() : WriterTests(new GoogleVendor())
{
    [Fact]
    public async Task Guests_are_told_of_every_write_and_reading_takes_no_such_parameter()
    {
        var (writer, wire) = Wired();
        var written = Ok(await TryCreateAsync(writer: writer));
        Ok(await TryCreateAsync(writer: writer));
        Ok(await TryChangeAsync(written.In(Calendar), new EventDraft { Attendees = [] }, writer));
        Ok(await TryDeleteAsync(written.In(Calendar) with { ETag = null }, writer));

        Assert.Equal(["POST", "POST", "GET", "GET", "PATCH", "DELETE"], wire.Sent.Select(r => r.Method.Method));
        Assert.All(wire.Sent, r => Assert.Equal(r.Method == HttpMethod.Get ? "" : "?sendUpdates=all", r.RequestUri!.Query));
    }

    [Fact]
    public async Task A_list_of_guests_that_Google_hides_is_not_replaced()
    {
        var written = await CreateAsync();
        var (writer, wire) = Wired();
        wire.Answer = r => r.Method == HttpMethod.Get ? Wire.Json($$"""{"id":"{{written.ExternalId}}","etag":"x","attendeesOmitted":true,"attendees":[{"email":"{{World.Email}}","self":true}]}""") : null;

        Assert.Equal(WriteRefusal.AttendeesHidden, (await TryChangeAsync(written.In(Calendar), new EventDraft { Attendees = [] }, writer)).Failure?.Code);
        Assert.Equal(written.ETag, (await ReadAsync(written)).ETag);
    }

    [Fact]
    public async Task What_only_the_organizer_may_change_is_told_as_that()
    {
        var invitation = (string)(await Control.AddEventAsync(World.Email, "primary", new
        {
            summary = "Theirs",
            start = new { dateTime = "2026-01-20T14:00:00", timeZone = Vendor.Zone },
            end = new { dateTime = "2026-01-20T15:00:00", timeZone = Vendor.Zone },
            organizer = new { email = "carol@fabrikam.example" },
            attendees = new[] { new { email = World.Email } },
        }))["id"]!;
        var target = new EventTarget(Calendar, invitation);

        Assert.Equal(WriteRefusal.NotOrganizer, (await TryChangeAsync(target, new EventDraft { Title = "Ours" })).Failure?.Code);
        await ChangeAsync(target, new EventDraft { Reminders = [5], Transparency = Transparency.Free });
        Assert.Equal([5], await Vendor.RemindersAsync(World, target));
    }

    [Fact]
    public async Task Rooms_and_the_owner_herself_stay_invited()
    {
        var written = await CreateAsync();
        await Control.ChangeEventAsync(World.Email, "primary", written.ExternalId, new
        {
            attendees = new object[] { new { email = World.Email, responseStatus = "accepted" }, new { email = "elbe@resource.calendar.google.com", resource = true }, new { email = Priya } },
        });
        await ChangeAsync(written.In(Calendar) with { ETag = null }, new EventDraft { Attendees = [new DraftAttendee(Bob)] });

        var kept = (await Control.EventAsync(World.Email, "primary", written.ExternalId))["attendees"]!.AsArray();
        Assert.Equal([World.Email, "elbe@resource.calendar.google.com", Bob], kept.Select(a => (string)a!["email"]!));
    }

    private (ICalendarWriter Writer, Wire Wire) Wired()
    {
        var wire = new Wire();
        var hub = World.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        return (hub.GetRequiredKeyedService<ICalendarWriter>(Provider), wire);
    }
}
