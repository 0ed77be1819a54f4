using App.Domain.Availability;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A member's own rules as pages and programs see them.</summary>
/// <param name="Zone">In which her working hours are.</param>
/// <param name="Version">0: she never changed them.</param>
public sealed record AvailabilityRulesView(WorkingHours Hours, DateTimeZone Zone, int BufferBeforeMinutes, int BufferAfterMinutes, int NoticeMinutes, long Version);
