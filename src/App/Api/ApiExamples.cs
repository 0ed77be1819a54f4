using System.Text.Json;
using System.Text.Json.Nodes;
using App.Availability;
using App.Bookings;
using App.Calendars;
using App.Conflicts;
using App.Connections;
using App.Domain.Calendars;
using App.Domain.Bookings;
using App.Domain.Conflicts;
using App.Domain.Interviews;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Interviews;
using App.Notifications;
using App.Organizations;
using App.Webhooks;
using NodaTime;

namespace App.Api;

/// <summary>Requests as one would send them, for the document.</summary>
internal static class ApiExamples
{
    private static readonly NewWebhookBody Webhook = new(
        "Applicant system", "https://ats.northwind.example/hooks/bookings", ["booking.created", "booking.rescheduled"], Filters: [new FilterBody("kind", FilterOperator.In, ["interview"])]);

    private static readonly IReadOnlyDictionary<Type, object> ByType = new object[]
    {
        new NewConnectionBody("caldav", "https://dav.example.com", "alice", "abcd-efgh-ijkl-mnop"),
        new AuthorizeBody("google-calendar", "/integrations"),
        new ConnectionChangeBody(15, [Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27")]),
        new CalendarChangeBody(Blocks: true, SyncEveryMinutes: 15, Hue: 210),
        new NewBlockBody("Focus time", new LocalDateTime(2026, 1, 12, 9, 0), new LocalDateTime(2026, 1, 12, 11, 0), "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO,WE"),
        new BlockChangeBody(End: new LocalDateTime(2026, 1, 12, 10, 30)),
        new NewEventBody("Interview with Priya Nair", Start: Instant.FromUtc(2026, 1, 20, 13, 0), End: Instant.FromUtc(2026, 1, 20, 14, 0), TimeZone: "Europe/Berlin", Location: "Room Elbe", Attendees: [new InviteeBody("priya.nair@candidates.example", "Priya Nair")], Reminders: [30], Purpose: EventPurpose.Interview),
        new EventChangeBody(Title: "Interview with Priya Nair, second round"),
        new AvailabilityRulesChangeBody([new WorkingTimeBody(DayOfWeek.Monday, "09:00", "12:30"), new WorkingTimeBody(DayOfWeek.Monday, "13:00", "17:00")], BufferAfterMinutes: 10, NoticeMinutes: 120),
        new NewBookingBody([Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27")], "Interview Priya Nair", Instant.FromUtc(2027, 1, 20, 9, 0), Instant.FromUtc(2027, 1, 20, 10, 0), "Europe/Berlin", BookingKind.Interview, [new GuestBody("priya@candidates.example", "Priya Nair")], Reference: "application-4711"),
        new RescheduleBody(Instant.FromUtc(2027, 1, 21, 9, 0), Instant.FromUtc(2027, 1, 21, 10, 0), "Europe/Berlin"),
        new CancelBody("The candidate withdrew."),
        new CorrectionBody(true, InterviewKind.Technical, "Acme Labs", "Data Engineer"),
        new NewReminderBody(OccasionKind.Booking, Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27"), 30),
        new ReminderSettingsChangeBody([15, 60, 1440], ByMail: false),
        new DecisionRequestsBody([new DecisionRequestBody(Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27"), ResolutionKind.ShortenBlock, Version: 1)]),
        new NewEventMessageBody("application-4711-created", "candidate.created", JsonElement.Parse("""{"candidate":{"id":"cand-2093","name":"Priya Nair","email":"priya.nair@candidates.example"}}"""), "cand-2093"),
        Webhook,
        new WebhookChangeBody(EventTypes: ["booking.created", "booking.cancelled"], PerMinute: 600),
        new RotationBody(24),
        new WebhookTestBody("booking.created"),
        new NewWebhookTestBody(Webhook, "booking.created"),
        new NewReplayBody(ReplayScope.Failed, Instant.FromUtc(2026, 1, 12, 9, 0)),
        new NewInboundBody("Applicant system"),
        new InboundSourceChangeBody(["203.0.113.0/24"]),
        new MeChangeBody(TimeZone: "Europe/Berlin", Locale: "de-DE"),
        new RoleBody(Role.Admin),
        new InviteBody("dana@northwind.example", Role.Member),
        new NewApiKeyBody("Applicant system", MayWrite: true),
    }.ToDictionary(example => example.GetType());

    public static JsonNode? Of(Type type) => ByType.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, type, ApiJson.Options) : null;
}
