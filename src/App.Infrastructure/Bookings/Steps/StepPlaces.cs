using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Where a step's event is written.</summary>
internal sealed record StepPlace(Calendar Calendar, Connection Connection, ProviderManifest Provider, ICalendarWriter Writer);

/// <summary>Finds where a step's event is written, and asks its vendor.</summary>
public sealed class StepPlaces(AppDatabase database, Grants grants, Catalogue catalogue, IServiceProvider services, TimeProvider time)
{
    /// <summary>Each call ends before the lease does, which is renewed before each: nothing is under way any more when another worker takes over.</summary>
    private static readonly TimeSpan Longest = (StepClaims.LeaseLife - Duration.FromSeconds(30)).ToTimeSpan();

    /// <summary>The place; or what becomes of the step where it can't be written.</summary>
    internal async Task<(StepPlace? Place, StepOutcome? Instead)> FindAsync(StepScene scene, CancellationToken cancellationToken)
    {
        var name = scene.Names.GetValueOrDefault(scene.Step.MemberId) ?? "The host";
        if (scene.Host.CalendarId is not { } id)
        {
            return (null, new StepOutcome.Skipped($"{name} has no calendar that bookings are written to."));
        }

        await using var db = database.ForSystem("doing a step of a booking");
        var found = await (from calendar in db.Calendars.AsNoTracking() join connection in db.Connections.AsNoTracking() on calendar.ConnectionId equals connection.Id where calendar.Id == id select new { calendar, connection }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || services.GetKeyedService<ICalendarWriter>(found.connection.Provider) is not { } writer)
        {
            return (null, new StepOutcome.Skipped($"{name}’s calendar is no longer connected."));
        }

        var provider = catalogue.Read(found.connection.Provider);
        if (await IsSeriesAsync(db, scene.Host, cancellationToken))
        {
            return (null, new StepOutcome.Failed($"{name} made the event repeat in {provider.Name}: the series is hers and is left as it is.", "event_repeats"));
        }

        return found.connection.Status switch
        {
            ConnectionStatus.Paused => (null, new StepOutcome.Waits($"{provider.Name} is paused. It is done when it goes on.", "paused")),
            ConnectionStatus.NeedsReconnect => (null, StepTrouble.Of(new Failure.NeedsReconnect(""), provider.Name)),
            _ => (new StepPlace(found.calendar, found.connection, provider, writer), null),
        };
    }

    internal async Task<Result<T>> UseAsync<T>(StepPlace place, Func<Grant, CancellationToken, Task<Result<T>>> use, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(Longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await grants.UseAsync(place.Connection.Id, use, limit.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Failure.Unavailable("It did not answer in time.");
        }
    }

    /// <summary>Occurrences name the event, or what it is kept in, as their series, and it is itself no longer among them.</summary>
    private static async Task<bool> IsSeriesAsync(AppDbContext db, BookingHost host, CancellationToken cancellationToken)
    {
        var series = host.SeriesId ?? host.ExternalId;
        return series is not null && await db.Events.AnyAsync(e => e.CalendarId == host.CalendarId && e.SeriesId == series && e.ExternalId != host.ExternalId, cancellationToken);
    }
}
