namespace App.Infrastructure.Calendars.Push;

/// <summary>Wakes whoever opens, renews and stops channels when there may be some to.</summary>
public sealed class ChannelWork : WakeUp;
