using App.Domain.Time;

namespace App.Domain.Calendars.Recurrence;

/// <summary>A window in whole seconds, its end rounded up.</summary>
internal readonly record struct WindowSeconds(long Start, long End)
{
    public static WindowSeconds Of(Window window)
    {
        var end = window.End.ToUnixTimeSeconds();
        return new(window.Start.ToUnixTimeSeconds(), window.End.ToUnixTimeTicks() > end * NodaTime.NodaConstants.TicksPerSecond ? end + 1 : end);
    }

    /// <summary>As <see cref="Window.Overlaps"/> has it: what takes no time belongs to the window that has its moment.</summary>
    public bool Overlaps(in Occurrence occurrence) =>
        occurrence.StartSecond < End && (occurrence.EndSecond > Start || (occurrence.StartSecond == occurrence.EndSecond && occurrence.EndSecond == Start));
}
