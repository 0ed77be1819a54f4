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
        Assert.Equal(blocks, BusyRule.Blocks(calendarBlocks, EventKinds.Usual, status, transparency, response, type, isAllDay: false));

    [Theory]
    [InlineData(EventKinds.Tentative, EventStatus.Tentative, Transparency.Busy, Response.None, EventType.Default, false)]
    [InlineData(EventKinds.Tentative, EventStatus.Confirmed, Transparency.Busy, Response.Tentative, EventType.Default, false)]
    [InlineData(EventKinds.Declined, EventStatus.Confirmed, Transparency.Busy, Response.Declined, EventType.Default, false)]
    [InlineData(EventKinds.AllDay, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.Default, true)]
    [InlineData(EventKinds.OutOfOffice, EventStatus.Confirmed, Transparency.Busy, Response.None, EventType.OutOfOffice, false)]
    [InlineData(EventKinds.Free, EventStatus.Confirmed, Transparency.Free, Response.None, EventType.Default, false)]
    [InlineData(EventKinds.AllDay | EventKinds.Free, EventStatus.Confirmed, Transparency.Free, Response.None, EventType.Default, true)]
    public void An_event_blocks_only_where_every_kind_it_is_of_does(EventKinds kinds, EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay)
    {
        bool Blocks(EventKinds blocking) => BusyRule.Blocks(true, blocking, status, transparency, response, type, isAllDay);

        Assert.True(Blocks(kinds));
        Assert.False(Blocks(EventKinds.None));
        foreach (var kind in Enum.GetValues<EventKinds>().Where(k => k is not (EventKinds.None or EventKinds.Usual)))
        {
            Assert.Equal(!kinds.HasFlag(kind), Blocks(~kind));
        }
    }
}
