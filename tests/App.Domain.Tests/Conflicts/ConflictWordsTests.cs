using System.Globalization;
using App.Domain.Conflicts;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

public sealed class ConflictWordsTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Monday = Instant.FromUtc(2026, 1, 12, 9, 0);

    [Theory]
    [InlineData(0, "en-GB", "Two events claim today, 14:00.")]
    [InlineData(1, "en-GB", "Two events claim tomorrow, 14:00.")]
    [InlineData(3, "en-GB", "Two events claim Thursday, 14:00.")]
    [InlineData(3, "de-DE", "Two events claim Thursday, 14:00.")]
    [InlineData(3, "en-US", "Two events claim Thursday, 2:00 PM.")]
    [InlineData(7, "en-GB", "Two events claim Monday 19 January, 14:00.")]
    [InlineData(7, "en-US", "Two events claim Monday, January 19, 2:00 PM.")]
    [InlineData(365, "en-GB", "Two events claim Tuesday 12 January 2027, 14:00.")]
    public void A_conflict_is_said_in_her_zone_and_notation(int days, string culture, string expected) =>
        Assert.Equal(expected, ConflictWords.Say(ConflictKind.TwoCalendars, Monday + Duration.FromDays(days) + Duration.FromHours(4), Monday, Berlin, CultureInfo.GetCultureInfo(culture)));

    [Fact]
    public void A_stretch_over_midnight_names_both_days() =>
        Assert.Equal("tomorrow, 23:00–Wednesday, 01:00", ConflictWords.When(new Window(Monday + Duration.FromHours(37), Monday + Duration.FromHours(39)), Monday, Berlin, CultureInfo.GetCultureInfo("en-GB")));
}
