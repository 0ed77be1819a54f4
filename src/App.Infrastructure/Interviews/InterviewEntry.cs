using System.Text.Json;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Interviews;
using App.Infrastructure.Calendars;
using NodaTime;

namespace App.Infrastructure.Interviews;

/// <summary>An event or a booking as interviews and reminders look at it.</summary>
internal sealed record InterviewEntry
{
    public required Occasion Occasion { get; init; }

    public required InterviewText Text { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public LocalDate? StartDate { get; init; }

    public LocalDate? EndDate { get; init; }

    /// <summary>The calendar, or empty for a booking.</summary>
    public Guid Source { get; init; }

    public Guid Key { get; init; }

    /// <summary>Null: it does not repeat.</summary>
    public Guid? SeriesKey { get; init; }

    /// <summary>The same for all copies of one event in several calendars.</summary>
    public string? ICalUid { get; init; }

    /// <summary>Who booked it said that it is one.</summary>
    public bool IsSurely { get; init; }

    /// <summary>A hold: nobody is told of it yet.</summary>
    public bool IsHeld { get; init; }

    public static InterviewEntry Of(CalendarEvent e) => new()
    {
        Occasion = new Occasion(OccasionKind.Event, e.Id),
        Text = new InterviewText { Title = e.Title, Description = e.Description, Location = e.Location, Organizer = e.Organizer, Attendees = Addresses(e.Attendees), MeetingUrl = e.MeetingUrl },
        Start = e.Start,
        End = e.End,
        StartDate = e.StartDate,
        EndDate = e.EndDate,
        Source = e.CalendarId,
        Key = EventRows.KeyOf(e.ExternalId),
        SeriesKey = e.Recurring is { } series ? EventRows.KeyOf(series) : null,
        ICalUid = e.ICalUid,
    };

    public static InterviewEntry Of(Booking b) => new()
    {
        Occasion = new Occasion(OccasionKind.Booking, b.Id),
        Text = new InterviewText { Title = b.Title, Description = b.Notes, Location = b.Location, Attendees = Addresses(b.Attendees), MeetingUrl = b.Link },
        Start = b.Start,
        End = b.End,
        Source = Guid.Empty,
        Key = b.Id,
        IsSurely = b.Kind == BookingKind.Interview,
        IsHeld = b.Status == BookingStatus.Held,
    };

    /// <summary>Nothing where the text can't be read: a vendor wrote it.</summary>
    private static IReadOnlyList<string> Addresses(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(AddressOf).OfType<string>()] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? AddressOf(JsonElement attendee)
    {
        string? Text(string name) => attendee.ValueKind == JsonValueKind.Object && attendee.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        return Text("email") ?? Text("name");
    }
}
