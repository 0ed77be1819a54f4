namespace App.Calendars;

/// <summary>When a calendar reminds of what is written to it, as forms offer it.</summary>
internal static class ReminderChoice
{
    /// <summary>Nothing is said of it.</summary>
    public const int Unsaid = -1;

    private const int Never = -2;

    public static readonly (int Minutes, string Words)[] All =
    [
        (Unsaid, "As the calendar does by itself"), (Never, "None"), (10, "10 minutes before"), (30, "30 minutes before"), (60, "1 hour before"), (1440, "1 day before"),
    ];

    public static IReadOnlyList<int>? Read(int choice) => choice switch
    {
        Unsaid => null,
        Never => [],
        _ => [choice],
    };
}
