using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Brings the list of a connection's calendars in step: new ones are added and synced, renamed ones renamed, missing ones marked as gone.</summary>
public sealed class RefreshCalendars(AppDatabase database, Catalogue catalogue, Grants grants, IServiceProvider services, ChannelWork work, TimeProvider time)
{
    /// <summary>How often the list is read.</summary>
    public static readonly Duration Every = Duration.FromHours(1);

    /// <summary>A permission was not given: no error, but what the member chose; the connection says what does not work.</summary>
    public const string ScopeMissing = "scope_missing";

    // Twelve hues well apart, none of them red: red is for conflicts.
    private static readonly int[] Hues = [255, 150, 60, 310, 195, 100, 280, 75, 170, 225, 335, 125];

    public async Task<Result<Done>> RunAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        var began = time.Now();
        await using var db = database.ForSystem("keeping calendars in step");
        var seen = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == connectionId, cancellationToken);
        if (seen is null || services.GetKeyedService<ICalendarReader>(seen.Provider) is not { } reader)
        {
            return new Failure.NotFound("The connection");
        }

        var answer = await grants.UseAsync(connectionId, reader.ListCalendarsAsync, cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.LockCursorsAsync(connectionId, cancellationToken);
        if (await db.LockConnectionAsync(connectionId, cancellationToken) is not { Status: not ConnectionStatus.Disconnected } connection)
        {
            return new Failure.NotFound("The connection");
        }

        if (answer.TryGet(out var listed, out var failure))
        {
            await MergeAsync(db, connection, listed, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await ChooseWriteTargetAsync(db, write, connection, cancellationToken);
            if (connection.CalendarsListedAt is null)
            {
                await db.RebindEventsAsync(connection, cancellationToken);
            }

            connection.CalendarsListedAt = time.Now();
            if (connection.ConsecutiveErrors == 0)
            {
                Trouble.NoteSuccess(db, connection, catalogue.Read(connection.Provider));
            }
        }
        else if (failure is Failure.Rejected { Code: ScopeMissing })
        {
            connection.CalendarsListedAt = time.Now();
        }
        else
        {
            Trouble.Note(db, connection, catalogue.Read(connection.Provider), failure, began);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        work.Wake();
        return answer.Select(_ => default(Done));
    }

    private async Task MergeAsync(AppDbContext db, Connection connection, IReadOnlyList<CalendarRecord> listed, CancellationToken cancellationToken)
    {
        var known = await db.Calendars.Where(c => c.ConnectionId == connection.Id).ToListAsync(cancellationToken);
        var taken = await db.Calendars.CountAsync(c => c.MemberId == connection.MemberId, cancellationToken);
        foreach (var record in listed.DistinctBy(r => r.ExternalId))
        {
            var calendar = known.SingleOrDefault(c => c.ExternalId == record.ExternalId);
            if (calendar is null)
            {
                Add(db, connection, record, Hues[taken++ % Hues.Length]);
            }
            else
            {
                Update(calendar, record);
            }
        }

        var present = listed.Select(r => r.ExternalId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Where(c => c.GoneSince is null && !present.Contains(c.ExternalId)))
        {
            (gone.GoneSince, gone.IsWriteTarget) = (time.Now(), false);
            db.Log(connection.OrganizationId, "calendar.gone", $"“{gone.Name}” is no longer listed by {catalogue.Read(connection.Provider).Vendor}. Its events are kept and no longer updated.", "Integrations", new ActivitySubject(connection.MemberId, connection.Id, gone.Id));
        }
    }

    private void Add(AppDbContext db, Connection connection, CalendarRecord record, int hue)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        db.Calendars.Add(new Calendar
        {
            Id = id,
            OrganizationId = connection.OrganizationId,
            ConnectionId = connection.Id,
            MemberId = connection.MemberId,
            ExternalId = record.ExternalId,
            Name = record.Name,
            TimeZone = record.TimeZone,
            Hue = hue,
            IsPrimary = record.IsPrimary,
            IsWritable = record.IsWritable,
            Blocks = record.IsPrimary || record.IsWritable,
        });
        db.Cursors.Add(new CalendarCursor { CalendarId = id, OrganizationId = connection.OrganizationId, ConnectionId = connection.Id, DueAt = time.Now(), Trigger = SyncTrigger.FirstSync, ReconcileAt = time.Now() + Backoff.Spread(ReconcileCalendar.Every) });
    }

    /// <summary>Name of the lock under which it is settled which of a member's calendars takes what is booked.</summary>
    internal static string WriteTargetOf(Guid memberId) => "write-target:" + memberId.ToString("N");

    /// <summary>Where none of her calendars takes what is booked, one of these does: the main one before others.</summary>
    private static async Task ChooseWriteTargetAsync(AppDbContext db, Write write, Connection connection, CancellationToken cancellationToken)
    {
        await write.LockAsync(WriteTargetOf(connection.MemberId), cancellationToken);
        if (await db.Calendars.AnyAsync(c => c.MemberId == connection.MemberId && c.IsWriteTarget, cancellationToken))
        {
            return;
        }

        var first = await db.Calendars.Where(c => c.ConnectionId == connection.Id && c.IsWritable && c.GoneSince == null).OrderByDescending(c => c.IsPrimary).ThenBy(c => c.Name).ThenBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        first?.IsWriteTarget = true;
    }

    private static void Update(Calendar calendar, CalendarRecord record)
    {
        var told = (calendar.Name, calendar.TimeZone, calendar.IsPrimary, calendar.IsWritable, calendar.GoneSince);
        if (told != (record.Name, record.TimeZone, record.IsPrimary, record.IsWritable, null))
        {
            calendar.IsWriteTarget &= record.IsWritable;
            (calendar.Name, calendar.TimeZone, calendar.IsPrimary, calendar.IsWritable, calendar.GoneSince) = (record.Name, record.TimeZone, record.IsPrimary, record.IsWritable, null);
        }
    }
}
