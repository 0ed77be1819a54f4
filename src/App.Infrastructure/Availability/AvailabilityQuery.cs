using App.Domain.Availability;
using App.Domain.Bookings;
using App.Infrastructure.Organizations;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>When are they free?</summary>
/// <param name="From">Slots lie from here on.</param>
/// <param name="To">And end by here.</param>
/// <param name="Minutes">How long a slot is.</param>
public sealed record AvailabilityQuery(Instant From, Instant To, int Minutes)
{
    public const int MostDays = 90;
    public const int MostHosts = 50;
    public const int MostMinutes = 1440;
    public const int MostSlots = 10_000;
    public const int DefaultStep = 30;
    public const int DefaultLimit = 1000;

    /// <summary>Members of the actor's organization; none: she herself.</summary>
    public IReadOnlyList<Guid> Hosts { get; init; } = [];

    public HostMode Mode { get; init; }

    /// <summary>Minutes from the beginning of one slot to that of the next, counted from midnight of the first day in the actor's zone.</summary>
    public int Step { get; init; } = DefaultStep;

    /// <summary>Whether to tell what they have on.</summary>
    public bool WithBusy { get; init; }

    public string? Cursor { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    internal FieldErrors Check()
    {
        var errors = new FieldErrors();
        if (To <= From || To - From > Duration.FromDays(MostDays))
        {
            errors.Add("to", $"Must be after from, by at most {MostDays} days.");
        }

        OnGrid(errors, "duration", Minutes);
        OnGrid(errors, "step", Step);
        if (Hosts.Count > MostHosts)
        {
            errors.Add("hosts", $"Must be 1 to {MostHosts}.");
        }

        if (Limit is < 1 or > MostSlots)
        {
            errors.Add("limit", $"Must be 1 to {MostSlots}.");
        }

        return errors;
    }

    private static void OnGrid(FieldErrors errors, string field, int minutes)
    {
        if (minutes is < Booking.GridMinutes or > MostMinutes || minutes % Booking.GridMinutes != 0)
        {
            errors.Add(field, $"Must be {Booking.GridMinutes} to {MostMinutes} minutes, in steps of {Booking.GridMinutes}.");
        }
    }
}
