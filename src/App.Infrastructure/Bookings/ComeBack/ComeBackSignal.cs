using App.Infrastructure.Calendars;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Wakes whoever compares bookings with calendars, and says which calendars were just brought up to date. A hint: the sweep compares all.</summary>
public sealed class ComeBackSignal : WakeUp
{
    private readonly Lock _lock = new();
    private HashSet<Guid> _calendars = [];

    public void Synced(Guid calendarId)
    {
        lock (_lock)
        {
            _calendars.Add(calendarId);
        }

        Wake();
    }

    public IReadOnlyCollection<Guid> Take()
    {
        lock (_lock)
        {
            var taken = _calendars;
            _calendars = [];
            return taken;
        }
    }
}
