using App.Infrastructure.Calendars;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Wakes the pump when there may be a step to do, so that what was booked is in the calendars at once.</summary>
public sealed class StepSignal : WakeUp;
