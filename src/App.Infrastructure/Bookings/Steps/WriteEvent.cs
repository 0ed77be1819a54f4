using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>The booking's event in a host's calendar: written, changed and deleted as the booking is made, moved and cancelled.</summary>
public sealed class WriteEvent(AppDatabase database, Grants grants, StepLedger ledger, Catalogue catalogue, IServiceProvider services, TimeProvider time) : IStepWork
{
    public StepKind Kind => StepKind.WriteEvent;

    public IEnumerable<BookingStep> Plan(Booking booking, IReadOnlyList<BookingHost> hosts) => hosts.OrderBy(h => h.Order).Select(host => new BookingStep
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = booking.OrganizationId,
        BookingId = booking.Id,
        Kind = StepKind.WriteEvent,
        MemberId = host.MemberId,
        Wanted = 1,
        Note = "To be written.",
        DueAt = time.Now(),
        ChangedAt = time.Now(),
    });

    public async Task<StepOutcome> DoAsync(StepScene scene, CancellationToken cancellationToken)
    {
        var (place, instead) = await FindAsync(scene, cancellationToken);
        return place is null ? instead! : scene.Host.WrittenAt is null ? await CreateAsync(scene, place, cancellationToken) : await ChangeAsync(scene, place, TargetOf(scene, place), cancellationToken);
    }

    public async Task<StepOutcome> UndoAsync(StepScene scene, CancellationToken cancellationToken)
    {
        if (!scene.Step.Begun)
        {
            return new StepOutcome.Settled("Nothing was written.");
        }

        var (place, instead) = await FindAsync(scene, cancellationToken);
        if (place is null)
        {
            return instead!;
        }

        if (!await ledger.RenewAsync(scene, cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        // Where the vendor alone names events and its answer was lost, asking again by the key tells the name.
        var deleted = scene.Host.ExternalId is not null
            ? await DeleteAsync(place, TargetOf(scene, place), cancellationToken)
            : (await UseAsync(place, (grant, ct) => place.Writer.CreateAsync(grant, place.Calendar.ExternalId, scene.Host.EventKey, EventOfBooking.Draft(scene), ct), cancellationToken)).TryGet(out var found, out var failure)
                ? await DeleteAsync(place, found.In(place.Calendar.ExternalId), cancellationToken)
                : failure;
        return deleted.Failure is { } refused ? StepTrouble.Of(refused, place.Provider.Name) : new StepOutcome.Settled($"Deleted from {place.Provider.Name}.");
    }

    private async Task<StepOutcome> CreateAsync(StepScene scene, Place place, CancellationToken cancellationToken)
    {
        // An event that may be there already stands as it was written first: what changed since is brought to it.
        var mayBeOld = scene.Step.Begun || scene.Step.Wanted > 1;
        if (!await ledger.BeginAsync(scene, scene.Host.ExternalId ?? place.Writer.IdOf(scene.Host.EventKey), cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        var created = await UseAsync(place, (grant, ct) => place.Writer.CreateAsync(grant, place.Calendar.ExternalId, scene.Host.EventKey, EventOfBooking.Draft(scene), ct), cancellationToken);
        if (!created.TryGet(out var written, out var failure))
        {
            return StepTrouble.Of(failure, place.Provider.Name);
        }

        return mayBeOld ? await ChangeAsync(scene, place, written.In(place.Calendar.ExternalId) with { ETag = null }, cancellationToken) : Written(place, written);
    }

    private async Task<StepOutcome> ChangeAsync(StepScene scene, Place place, EventTarget target, CancellationToken cancellationToken)
    {
        if (!await ledger.RenewAsync(scene, cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        var changed = await UseAsync(place, (grant, ct) => place.Writer.ChangeAsync(grant, target, EventOfBooking.Draft(scene), ct), cancellationToken);
        return changed.TryGet(out var written, out var failure) ? Written(place, written) : StepTrouble.Of(failure, place.Provider.Name);
    }

    private Task<Result<Done>> DeleteAsync(Place place, EventTarget target, CancellationToken cancellationToken) =>
        UseAsync(place, (grant, ct) => place.Writer.DeleteAsync(grant, target, ct), cancellationToken);

    private Task<Result<T>> UseAsync<T>(Place place, Func<Grant, CancellationToken, Task<Result<T>>> use, CancellationToken cancellationToken) => grants.UseAsync(place.Connection.Id, use, cancellationToken);

    /// <summary>Everyone in the booking reads it: what a host calls her calendars is hers.</summary>
    private static StepOutcome.Settled Written(Place place, WrittenEvent written) => new($"Written to {place.Provider.Name}.", written);

    private static EventTarget TargetOf(StepScene scene, Place place) => new(place.Calendar.ExternalId, scene.Host.ExternalId!, scene.Host.SeriesId);

    /// <summary>Where the event is written; or what becomes of the step where it can't be.</summary>
    private async Task<(Place? Place, StepOutcome? Instead)> FindAsync(StepScene scene, CancellationToken cancellationToken)
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
        return found.connection.Status switch
        {
            ConnectionStatus.Paused => (null, new StepOutcome.Waits($"{provider.Name} is paused. It is done when it goes on.", "paused")),
            ConnectionStatus.NeedsReconnect => (null, StepTrouble.Of(new Failure.NeedsReconnect(""), provider.Name)),
            _ => (new Place(found.calendar, found.connection, provider, writer), null),
        };
    }

    private sealed record Place(Calendar Calendar, Connection Connection, ProviderManifest Provider, ICalendarWriter Writer);
}
