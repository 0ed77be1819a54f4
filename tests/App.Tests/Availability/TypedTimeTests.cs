using App.Availability;
using App.Domain.Availability;
using App.Ui;
using NodaTime;

namespace App.Tests.Availability;

public sealed class TypedTimeTests
{
    private static readonly Viewer British = Viewer.Nobody with { Culture = App.Infrastructure.Organizations.Locales.CultureOf("en-GB") };
    private static readonly Viewer American = Viewer.Nobody with { Culture = App.Infrastructure.Organizations.Locales.CultureOf("en-US") };

    [Theory]
    [InlineData("9", "09:00")]
    [InlineData("9:30", "09:30")]
    [InlineData(" 0930 ", "09:30")]
    [InlineData("17.45", "17:45")]
    [InlineData("9 am", "09:00")]
    [InlineData("5:15 PM", "17:15")]
    [InlineData("12 a.m.", "00:00")]
    [InlineData("12:30pm", "12:30")]
    [InlineData("24:00", "00:00")]
    public void Times_are_read_as_people_type_them(string typed, string expected) =>
        Assert.Equal(expected, TypedTime.Read(typed)!.Value.ToString("HH:mm", null));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("25")]
    [InlineData("9:60")]
    [InlineData("24:30")]
    [InlineData("13 pm")]
    [InlineData("noon")]
    public void What_is_no_time_is_none(string? typed) => Assert.Null(TypedTime.Read(typed));

    [Fact]
    public void A_week_is_typed_back_as_it_was_in_every_notation()
    {
        var hours = WorkingHours.Parse("1 00:00-08:15 1 22:00-00:00 7 12:00-12:05");
        Assert.All([British, American], viewer => Assert.Equal(hours, WorkingHours.Of(WorkingDay.WeekOf(hours, viewer).SelectMany(d => d.ToTimes())).Value));
        Assert.Equal(IsoDayOfWeek.Monday, WorkingDay.WeekOf(hours, British)[0].Day);
        Assert.Equal(IsoDayOfWeek.Sunday, WorkingDay.WeekOf(hours, American)[0].Day);
    }

    [Theory]
    [InlineData("17:00", "09:00", "Each must end after it begins.")]
    [InlineData("", "09:00", "Write both times, such as 09:00 and 17:30.")]
    [InlineData("11:00", "14:00", "They must not overlap.")]
    [InlineData("13:00", "24:00", null)]
    public void What_is_wrong_with_a_day_is_said_at_the_day(string start, string end, string? expected)
    {
        var day = WorkingDay.WeekOf(WorkingHours.Parse("1 09:00-12:00"), British)[0];
        day.Times.Add(new TypedTime { Start = start, End = end });
        Assert.Equal(expected, day.Wrong);
    }
}
