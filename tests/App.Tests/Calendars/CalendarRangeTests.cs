using App.Calendars;
using App.Ui;
using NodaTime;

namespace App.Tests.Calendars;

public sealed class CalendarRangeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 18, 9, 0);

    [Fact]
    public void Nothing_said_means_this_week()
    {
        var range = CalendarRange.Of(null, null, Now, Viewer("en-GB"));

        Assert.Equal((Span.Week, new LocalDate(2026, 11, 16), new LocalDate(2026, 11, 22)), (range.Span, range.First, range.Last));
    }

    [Fact]
    public void A_week_begins_where_the_locale_has_it() =>
        Assert.Equal(new LocalDate(2026, 11, 15), CalendarRange.Of("week", null, Now, Viewer("en-US")).First);

    [Fact]
    public void A_month_shows_whole_weeks()
    {
        var range = CalendarRange.Of("month", "2026-11-18", Now, Viewer("en-GB"));

        Assert.Equal((new LocalDate(2026, 10, 26), new LocalDate(2026, 12, 6)), (range.First, range.Last));
    }

    [Theory]
    [InlineData("decade", "yesterday")]
    [InlineData("7", "2026-02-30")]
    [InlineData("week", "0001-01-01")]
    public void What_can_not_be_read_is_this_week(string view, string day) =>
        Assert.Equal(CalendarRange.Of(null, null, Now, Viewer("en-GB")), CalendarRange.Of(view, day, Now, Viewer("en-GB")));

    [Fact]
    public void A_day_on_which_the_clocks_change_has_the_hours_it_has()
    {
        var range = CalendarRange.Of("day", "2026-10-25", Now, Viewer("en-GB"));

        Assert.Equal(Duration.FromHours(25), range.End - range.Start);
    }

    [Fact]
    public void Earlier_and_later_keep_the_span() =>
        Assert.Equal("integrations/calendar?view=week&day=2026-11-25", CalendarRange.Of("week", "2026-11-18", Now, Viewer("en-GB")).Href(1));

    [Theory]
    [InlineData("en-GB", "2026-11-18", "16–22 Nov 2026")]
    [InlineData("en-US", "2026-11-18", "Nov 15–21, 2026")]
    [InlineData("en-GB", "2026-12-01", "30 Nov – 6 Dec 2026")]
    [InlineData("en-US", "2026-12-01", "Nov 29 – Dec 5, 2026")]
    [InlineData("en-GB", "2026-12-31", "28 Dec 2026 – 3 Jan 2027")]
    public void A_week_is_called_by_its_days_and_says_nothing_twice(string locale, string day, string title) =>
        Assert.Equal(title, CalendarRange.Of("week", day, Now, Viewer(locale)).Title(Viewer(locale)));

    private static Viewer Viewer(string locale) => App.Ui.Viewer.Nobody with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], Culture = App.Infrastructure.Organizations.Locales.CultureOf(locale) };
}
