using System.Globalization;
using App.Domain.Interviews;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Interviews;
using App.Infrastructure.Organizations;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>What a reminder says. A title is what somebody else wrote: one line of it, and not too long.</summary>
internal static class ReminderWords
{
    private const int MostTitle = 120;

    public static string Text(InterviewEntry entry, Member member, Instant now)
    {
        var zone = Clock.ZoneOrUtc(member.TimeZone);
        return $"“{Title(entry.Text.Title)}” {Begins(entry.Start - now)}: {Moment.Say(entry.Start, now, zone, Locales.CultureOf(member.Locale))}.";
    }

    /// <summary>Where it is looked at, as a path of our own.</summary>
    public static string Path(Occasion occasion) => occasion.Kind == OccasionKind.Booking ? $"/bookings/{occasion.Id}" : "/interviews";

    private static string Title(string title)
    {
        var line = string.Join(' ', title.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Take(MostTitle));
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length == 0 ? "No title" : line.Length <= MostTitle ? line : line[..(char.IsHighSurrogate(line[MostTitle - 1]) ? MostTitle - 1 : MostTitle)] + "…";
    }

    private static string Begins(Duration left)
    {
        var minutes = (int)Math.Round(left.TotalMinutes);
        return minutes < 0 ? "has begun"
            : minutes == 0 ? "begins now"
            : $"begins in {Length(minutes)}";
    }

    /// <summary>Such as <c>15 min</c>, <c>1 h 30 min</c>, <c>1 day</c>.</summary>
    public static string Length(int minutes)
    {
        string Of(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
        return minutes < 60 ? Of(minutes, "min")
            : minutes < 1440 ? Of(minutes / 60, "h") + (minutes % 60 == 0 ? "" : " " + Of(minutes % 60, "min"))
            : Of((minutes + 720) / 1440, minutes < 2160 ? "day" : "days");
    }
}
