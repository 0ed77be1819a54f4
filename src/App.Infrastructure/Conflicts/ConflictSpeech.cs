using System.Globalization;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>Speaks to one member of her conflicts: her zone, her formats.</summary>
internal sealed class ConflictSpeech(Member member, Instant now)
{
    private readonly DateTimeZone _zone = Clock.ZoneOrUtc(member.TimeZone);
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(member.Locale);

    public static string Name(ConflictSide side) => side.Title.Length > 0 ? $"“{side.Title}”" : side.Source switch
    {
        ClaimSource.Block => "The block",
        ClaimSource.Booking => "The booking",
        _ => "The event without a title",
    };

    public string Say(Conflict conflict) => ConflictWords.Say(conflict.Kind, conflict.Start, now, _zone, _culture);

    public string When(Instant at) => ConflictWords.When(at, now, _zone, _culture);

    public string When(Window window) => ConflictWords.When(window, now, _zone, _culture);
}
