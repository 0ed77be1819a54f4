namespace App.Domain.Calendars.ICalendar;

/// <summary>Names in one case, without making strings.</summary>
internal static class SpanCase
{
    /// <summary>False where the name does not fit, which no known one does.</summary>
    public static bool TryToUpper(this ReadOnlySpan<char> name, Span<char> upper, out int length)
    {
        length = name.Length <= upper.Length ? name.ToUpperInvariant(upper) : 0;
        return length > 0;
    }
}
