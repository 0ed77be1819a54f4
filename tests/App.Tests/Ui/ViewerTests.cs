using App.Ui;
using NodaTime;

namespace App.Tests.Ui;

public sealed class ViewerTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 30);

    [Fact]
    public void Times_are_told_in_the_viewers_zone() => Assert.Equal("10:30", Berlin("de-DE").When(Now, Now));

    [Fact]
    public void A_time_on_another_day_names_the_day() => Assert.Equal("Mon 09:12", Berlin("en-GB").When(Instant.FromUtc(2026, 11, 16, 8, 12), Now));

    [Fact]
    public void Today_is_the_viewers_today() => Assert.Equal("Fri 00:30", Berlin("en-GB").When(Instant.FromUtc(2026, 11, 19, 23, 30), Instant.FromUtc(2026, 11, 21, 9, 0)));

    [Theory]
    [InlineData("en-GB", "1 Nov 2025 13:00")]
    [InlineData("en-US", "Nov 1 2025 1:00 PM")]
    public void Formats_follow_the_locale(string culture, string expected) => Assert.Equal(expected, Berlin(culture).When(Instant.FromUtc(2025, 11, 1, 12, 0), Now));

    [Fact]
    public void The_words_stay_english_in_every_locale() => Assert.Equal("Mon 09:12", Berlin("de-DE").When(Instant.FromUtc(2026, 11, 16, 8, 12), Now));

    [Theory]
    [InlineData("en-GB", DayOfWeek.Monday)]
    [InlineData("en-US", DayOfWeek.Sunday)]
    public void The_week_starts_where_the_locale_says(string culture, DayOfWeek expected) => Assert.Equal(expected, Berlin(culture).FirstDayOfWeek);

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(150, "2 min ago")]
    [InlineData(7300, "2 h ago")]
    public void What_just_was_is_told_by_its_age(int seconds, string expected) => Assert.Equal(expected, Berlin("en-GB").Ago(Now - Duration.FromSeconds(seconds), Now));

    private static Viewer Berlin(string culture) =>
        Viewer.Nobody with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], Culture = App.Infrastructure.Organizations.Locales.CultureOf(culture) };
}
