namespace App.Infrastructure.Calendars;

/// <summary>Wakes the pump when there may be work, so that "sync now" is now.</summary>
public sealed class SyncSignal : WakeUp;
