using App.Infrastructure.Calendars;

namespace App.Infrastructure.Conflicts;

/// <summary>Wakes whoever looks for conflicts when someone's time has changed.</summary>
public sealed class ConflictWork : WakeUp;
