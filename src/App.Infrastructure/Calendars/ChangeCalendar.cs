using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>What to change of a calendar; null leaves it.</summary>
public sealed record CalendarChange(bool? Blocks = null, int? SyncEveryMinutes = null, int? Hue = null)
{
    /// <summary>Kinds of events that shall block from now on.</summary>
    public EventKinds Block { get; init; }

    /// <summary>Kinds of events that shall block no longer.</summary>
    public EventKinds Unblock { get; init; }

    public ConflictHandling? OnConflict { get; init; }

    /// <summary>True: what is booked is written to it, and to no other. It can only be moved: false is refused.</summary>
    public bool? WriteTarget { get; init; }
}

/// <summary>Changes how one of the actor's own calendars is kept and shown.</summary>
public sealed class ChangeCalendar(AppDatabase database, SyncSignal signal, ChannelWork work, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CalendarChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (Check(change) is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var calendar = await db.Calendars.SingleOrDefaultAsync(c => c.Id == id && c.MemberId == member.Id, cancellationToken);
        if (calendar is null)
        {
            return new Failure.NotFound("The calendar");
        }

        if (expectedVersion is { } expected && expected != calendar.Version)
        {
            return new Failure.Stale();
        }

        if (change.WriteTarget is true && (!calendar.IsWritable || calendar.GoneSince is not null))
        {
            return new Failure.Invalid("writeTarget", "Nothing can be written to this calendar.");
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (change.WriteTarget is true)
        {
            await write.LockAsync(RefreshCalendars.WriteTargetOf(member.Id), cancellationToken);
        }

        await db.LockCursorsAsync(calendar.ConnectionId, cancellationToken);
        if ((await ApplyAsync(db, member, calendar, change, time.Now(), cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        signal.Wake();
        work.Wake();
        return Result.Done;
    }

    /// <summary>What of a change can't be; null where all of it can.</summary>
    internal static Failure.Invalid? Check(CalendarChange change)
    {
        var errors = new Dictionary<string, string[]>();
        if (change.SyncEveryMinutes is < Calendar.LeastMinutes or > Calendar.MostMinutes)
        {
            errors["syncEveryMinutes"] = [$"Must be {Calendar.LeastMinutes} to {Calendar.MostMinutes}."];
        }

        if (change.Hue is < 0 or > 360)
        {
            errors["hue"] = ["Must be 0 to 360."];
        }

        if (change.WriteTarget is false)
        {
            errors["writeTarget"] = ["Choose another calendar instead."];
        }

        if ((change.Block & change.Unblock) != EventKinds.None)
        {
            errors["blocks"] = ["Can't both block and not."];
        }

        return errors.Count == 0 ? null : new Failure.Invalid(errors);
    }

    /// <summary>
    /// Changes a calendar inside a transaction that holds the cursors of its connection, and saves it. Busy time comes last, as a pass takes it: in another
    /// order the two would wait for each other.
    /// </summary>
    /// <returns><see cref="Failure.Stale"/> where somebody else changed it meanwhile.</returns>
    internal static async Task<Result<Done>> ApplyAsync(
        AppDbContext db, Member member, Calendar calendar, CalendarChange change, Instant now, CancellationToken cancellationToken)
    {
        var busy = (calendar.Blocks, calendar.BlockingKinds, calendar.OnConflict);
        if (change.Blocks is { } blocks && blocks != calendar.Blocks)
        {
            calendar.Blocks = blocks;
            db.Log(calendar.OrganizationId, "calendar.changed", $"“{calendar.Name}” {(blocks ? "blocks" : "no longer blocks")} time.", member.Name, new ActivitySubject(calendar.MemberId, calendar.ConnectionId, calendar.Id));
        }

        var rules = (calendar.BlockingKinds, calendar.OnConflict, calendar.IsWriteTarget);
        calendar.BlockingKinds = (calendar.BlockingKinds | change.Block) & ~change.Unblock;
        calendar.OnConflict = change.OnConflict ?? calendar.OnConflict;
        calendar.IsWriteTarget = change.WriteTarget ?? calendar.IsWriteTarget;
        if (rules != (calendar.BlockingKinds, calendar.OnConflict, calendar.IsWriteTarget))
        {
            db.Log(calendar.OrganizationId, "calendar.changed", $"The rules of “{calendar.Name}” were changed.", member.Name, new ActivitySubject(calendar.MemberId, calendar.ConnectionId, calendar.Id));
        }

        if (change.WriteTarget is true)
        {
            await db.Calendars.Where(c => c.MemberId == calendar.MemberId && c.Id != calendar.Id && c.IsWriteTarget)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.IsWriteTarget, false).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        }

        calendar.SyncEveryMinutes = change.SyncEveryMinutes ?? calendar.SyncEveryMinutes;
        calendar.Hue = change.Hue ?? calendar.Hue;
        db.Announce(calendar.OrganizationId, Topics.Events, calendar.Id);
        if (change.SyncEveryMinutes is { } minutes)
        {
            var latest = now + Duration.FromMinutes(minutes);
            await db.Cursors.Where(c => c.CalendarId == calendar.Id && c.DueAt > latest).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, latest), cancellationToken);
        }

        var saved = await db.TrySaveAsync(cancellationToken);
        if (saved.IsOk && busy != (calendar.Blocks, calendar.BlockingKinds, calendar.OnConflict))
        {
            await db.TouchBusyAsync(calendar.OrganizationId, calendar.MemberId, Window.Around(now), cancellationToken);
        }

        return saved;
    }
}
