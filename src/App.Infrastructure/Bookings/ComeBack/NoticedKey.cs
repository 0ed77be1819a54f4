using System.Globalization;
using App.Domain.Bookings;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Reads what <see cref="BookingHost.Noticed"/> keeps of a change.</summary>
internal static class NoticedKey
{
    public const string Moved = "moved";
    public const string Deleted = "deleted";
    public const string Declined = "declined";
    public const string Repeats = "repeats";

    public static (NoticedKind Kind, Window? To) Read(string key) => key.Split(' ') switch
    {
        [Moved, var start, var end] => (NoticedKind.Moved, new Window(At(start), At(end))),
        [Declined] => (NoticedKind.Declined, null),
        [Repeats] => (NoticedKind.Repeats, null),
        _ => (NoticedKind.Deleted, null),
    };

    /// <summary>What somebody has to decide because of it.</summary>
    public static BookingMarks MarkOf(string? key) => key is null ? BookingMarks.None : Read(key).Kind switch
    {
        NoticedKind.Moved => BookingMarks.MovedAway,
        NoticedKind.Repeats => BookingMarks.Repeats,
        _ => BookingMarks.Gone,
    };

    private static Instant At(string ticks) => Instant.FromUnixTimeTicks(long.Parse(ticks, CultureInfo.InvariantCulture));
}
