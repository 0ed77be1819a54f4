using App.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Calendars;

namespace App.Tests.Calendars;

public sealed class CalendarWordsTests
{
    [Theory]
    [InlineData(true, 5, "at once by push")]
    [InlineData(false, 1, "by polling every minute")]
    [InlineData(false, 5, "by polling every 5 minutes")]
    [InlineData(false, 60, "by polling every hour")]
    [InlineData(false, 90, "by polling every 90 minutes")]
    [InlineData(false, 240, "by polling every 4 hours")]
    [InlineData(false, 1440, "by polling every day")]
    public void A_calendar_says_how_its_changes_arrive(bool isPushed, int minutes, string words) => Assert.Equal(words, CalendarWords.Arrival(new CalendarView
    {
        Id = Guid.Empty,
        ConnectionId = Guid.Empty,
        MemberId = Guid.Empty,
        Provider = new ProviderManifest { Key = "k", Name = "N", Vendor = "V", Category = Category.Calendar, Auth = AuthKind.OAuth, Monogram = "NN", Hue = 1, Summary = "" },
        AccountName = "a",
        Name = "n",
        IsPushed = isPushed,
        SyncEveryMinutes = minutes,
    }));
}
