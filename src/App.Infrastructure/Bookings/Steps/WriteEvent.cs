using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>The booking's event in a host's calendar: written, changed and deleted as the booking is made, moved and cancelled.</summary>
public sealed class WriteEvent(StepPlaces places, StepLedger ledger, TimeProvider time) : IStepWork
{
    private static readonly StepOutcome.Settled Nothing = new("Nothing was written.");

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
        var (place, instead) = await places.FindAsync(scene, cancellationToken);
        if (place is null)
        {
            return instead!;
        }

        if (scene.Host.ExternalId is not { } id)
        {
            return await CreateAsync(scene, place, cancellationToken);
        }

        var changed = await ChangeAsync(scene, place, new EventTarget(place.Calendar.ExternalId, id, scene.Host.SeriesId), cancellationToken);
        return changed is StepOutcome.Missing && scene.Host.WrittenAt is null ? await CreateAsync(scene, place, cancellationToken) : changed;
    }

    public async Task<StepOutcome> UndoAsync(StepScene scene, CancellationToken cancellationToken)
    {
        if (!scene.Step.Begun)
        {
            return Nothing;
        }

        var (place, instead) = await places.FindAsync(scene, cancellationToken);
        if (place is null)
        {
            return instead!;
        }

        if (!(await TargetAsync(scene, place, cancellationToken)).TryGet(out var target, out var failure))
        {
            return StepTrouble.Of(failure, place.Provider.Name);
        }

        if (target is null)
        {
            return Nothing;
        }

        if (!await ledger.RenewAsync(scene, cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        var deleted = await places.UseAsync(place, (grant, ct) => place.Writer.DeleteAsync(grant, target, ct), cancellationToken);
        return deleted.Failure is { } refused ? StepTrouble.Of(refused, place.Provider.Name) : new StepOutcome.Settled($"Deleted from {place.Provider.Name}.");
    }

    /// <summary>What is to be deleted. Where the vendor alone names events and its answer was lost, it is asked; null: it has none.</summary>
    private async Task<Result<EventTarget?>> TargetAsync(StepScene scene, StepPlace place, CancellationToken cancellationToken)
    {
        var calendar = place.Calendar.ExternalId;
        if (scene.Host.ExternalId is { } id)
        {
            return new EventTarget(calendar, id, scene.Host.SeriesId);
        }

        var answer = await places.UseAsync(place, (grant, ct) => place.Writer.FindAsync(grant, calendar, scene.Host.EventKey, ct), cancellationToken);
        return answer.Select(EventTarget? (found) => found is null ? null : new EventTarget(calendar, found.ExternalId, found.SeriesId));
    }

    private async Task<StepOutcome> CreateAsync(StepScene scene, StepPlace place, CancellationToken cancellationToken)
    {
        // An event that may be there already stands as it was written first: what changed since is brought to it.
        var mayBeOld = scene.Step.Begun;
        if (!await ledger.BeginAsync(scene, scene.Host.ExternalId ?? place.Writer.IdOf(scene.Host.EventKey), cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        var created = await places.UseAsync(place, (grant, ct) => place.Writer.CreateAsync(grant, place.Calendar.ExternalId, scene.Host.EventKey, EventOfBooking.Draft(scene), ct), cancellationToken);
        if (!created.TryGet(out var written, out var failure))
        {
            return StepTrouble.Of(failure, place.Provider.Name);
        }

        return mayBeOld ? await ChangeAsync(scene, place, written.In(place.Calendar.ExternalId) with { ETag = null }, cancellationToken) : Written(place, written);
    }

    private async Task<StepOutcome> ChangeAsync(StepScene scene, StepPlace place, EventTarget target, CancellationToken cancellationToken)
    {
        if (!await ledger.RenewAsync(scene, cancellationToken))
        {
            return new StepOutcome.Lost();
        }

        var draft = EventOfBooking.Change(scene);
        var changed = await places.UseAsync(place, (grant, ct) => place.Writer.ChangeAsync(grant, target, draft, ct), cancellationToken);
        if (changed.Failure is Failure.Rejected { Code: WriteRefusal.NotesHoldMeeting })
        {
            changed = await places.UseAsync(place, (grant, ct) => place.Writer.ChangeAsync(grant, target, draft with { Notes = null }, ct), cancellationToken);
        }

        return changed.TryGet(out var written, out var failure) ? Written(place, written)
            : failure is Failure.NotFound ? new StepOutcome.Missing($"{place.Provider.Name} no longer has the event.")
            : StepTrouble.Of(failure, place.Provider.Name);
    }

    /// <summary>Everyone in the booking reads it: what a host calls her calendars is hers.</summary>
    private static StepOutcome.Settled Written(StepPlace place, WrittenEvent written) => new($"Written to {place.Provider.Name}.", written);
}
