using App.Domain.Calendars;

namespace App.Domain.Tests.Calendars;

public sealed class BusyRuleTests
{
    [Theory]
    [InlineData(true, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.Default, true)]
    [InlineData(true, EventStatus.Tentative, Transparency.Busy, Response.NeedsAction, EventType.Default, true)]
    [InlineData(true, EventStatus.Confirmed, Transparency.Busy, Response.Accepted, EventType.OutOfOffice, true)]
    [InlineData(false, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.Default, false)]
    [InlineData(true, EventStatus.Cancelled, Transparency.Busy, Response.None, EventType.Default, false)]
    [InlineData(true, EventStatus.Confirmed, Transparency.Free, Response.None, EventType.Default, false)]
    [InlineData(true, EventStatus.Confirmed, Transparency.Busy, Response.Declined, EventType.Default, false)]
    [InlineData(true, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.WorkingLocation, false)]
    [InlineData(true, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.Birthday, false)]
    public void Says_who_is_busy(bool calendarBlocks, EventStatus status, Transparency transparency, Response response, EventType type, bool blocks) =>
        Assert.Equal(blocks, BusyRule.Blocks(calendarBlocks, status, transparency, response, type));
}
