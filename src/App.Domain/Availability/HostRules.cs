using NodaTime;

namespace App.Domain.Availability;

/// <summary>A member's rules, ready for use.</summary>
/// <param name="Zone">Where her clock is.</param>
/// <param name="Hours">By her clock.</param>
/// <param name="BufferBefore">Kept free before whatever is booked.</param>
/// <param name="BufferAfter">Kept free after it.</param>
/// <param name="Notice">How long from now nothing can be booked.</param>
public sealed record HostRules(DateTimeZone Zone, WorkingHours Hours, Duration BufferBefore, Duration BufferAfter, Duration Notice)
{
    /// <summary>Of a member who never changed them.</summary>
    public static HostRules Usual(DateTimeZone zone) => new(zone, WorkingHours.Usual, Duration.Zero, Duration.Zero, Duration.Zero);
}
