using App.Domain;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Monitoring;

/// <summary>What a line of the log is about; all optional.</summary>
public sealed record ActivitySubject(Guid? MemberId = null, Guid? ConnectionId = null, Guid? CalendarId = null);

/// <summary>Adds lines to the log people read; they are saved together with the change they tell of.</summary>
public static class ActivityLog
{
    /// <summary>Adds a line. <paramref name="text"/> is a sentence; neither it nor <paramref name="detail"/> (JSON) ever carries a secret.</summary>
    public static void Log(this AppDbContext db, Guid organizationId, string kind, string text, string by, ActivitySubject subject, ActivityLevel level = ActivityLevel.Info, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(subject);
        db.Activities.Add(new Activity
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = organizationId,
            At = db.Time.Now(),
            Kind = kind,
            Level = level,
            Text = text,
            Detail = detail,
            MemberId = subject.MemberId,
            ConnectionId = subject.ConnectionId,
            CalendarId = subject.CalendarId,
            By = by,
        });
    }
}
