using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Providers.Shared;

/// <summary>When an occurrence is; days of all-day events beside the instants they are laid into.</summary>
internal sealed record EventSpan(Instant Start, Instant End, LocalDate? StartDate, LocalDate? EndDate)
{
    /// <summary>Null where it would end before it begins.</summary>
    public static EventSpan? Of(Instant start, Instant end) => end >= start ? new EventSpan(start, end, null, null) : null;

    /// <summary>
    /// Whole days in the member's zone. Vendors have been seen to give an end, which is exclusive, equal to the start: it means that one day.
    /// </summary>
    public static EventSpan? OfDays(LocalDate start, LocalDate end, DateTimeZone zone)
    {
        if (end < start)
        {
            return null;
        }

        var until = end == start ? start.PlusDays(1) : end;
        return new EventSpan(Clock.StartOfDay(start, zone), Clock.StartOfDay(until, zone), start, until);
    }
}
