using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>The times a client asked for: <c>timeMin</c> bounds the end of an event, <c>timeMax</c> its start.</summary>
internal readonly record struct Window(Instant? Min, Instant? Max)
{
    public static readonly Window All = new(null, null);

    public bool Overlaps(Instant start, Instant end) => (Min is null || end > Min) && (Max is null || start < Max);
}
