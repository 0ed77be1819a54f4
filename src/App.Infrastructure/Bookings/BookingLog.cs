using System.Globalization;
using App.Domain.Bookings;
using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Tells of bookings: in the log of whoever hosts or made them, and, where somebody has to know, to her.</summary>
internal static class BookingLog
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    public static void LogBooking(this AppDbContext db, Booking booking, IEnumerable<Guid> hosts, string kind, string text, string by, ActivityLevel level = ActivityLevel.Info)
    {
        foreach (var member in hosts.Append(booking.BookedBy).Distinct())
        {
            db.Log(booking.OrganizationId, kind, text, by, new ActivitySubject(member), level);
        }
    }

    public static void TellOfBooking(this AppDbContext db, Booking booking, IEnumerable<Guid> members, string kind, string text)
    {
        foreach (var member in members.Distinct())
        {
            db.Notify(new Notification
            {
                Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
                OrganizationId = booking.OrganizationId,
                MemberId = member,
                Kind = kind,
                Text = text,
                Path = $"/bookings/{booking.Id}",
                CreatedAt = db.Time.Now(),
            });
        }
    }

    /// <summary>When it is, in the zone it was agreed in.</summary>
    public static string When(this Booking booking, Instant now) =>
        Moment.Say(booking.Start, now, Clock.ZoneOrUtc(booking.TimeZone), Culture);
}
