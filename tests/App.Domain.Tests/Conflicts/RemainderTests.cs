using System.Globalization;
using App.Domain.Conflicts;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

public sealed class RemainderTests
{
    private static readonly Instant Day = Instant.FromUtc(2026, 11, 30, 0, 0);

    [Theory]
    [InlineData(13, 14, "12-13 14-17", "14-17")]
    [InlineData(15, 16, "12-15 16-17", "12-15")]
    [InlineData(11, 14, "14-17", "14-17")]
    [InlineData(15, 18, "12-15", "12-15")]
    [InlineData(14, 15, "12-14 15-17", "12-14")]
    [InlineData(11, 18, "", null)]
    [InlineData(12, 17, "", null)]
    [InlineData(12.05, 17, "", null)]
    public void What_is_left_of_a_block(double otherStart, double otherEnd, string parts, string? longest)
    {
        var left = Remainder.Of(Of(12, 17), Of(otherStart, otherEnd));

        Assert.Equal((parts, longest), (Say(left), left.Longest is { } window ? Say(window) : null));
    }

    [Fact]
    public void What_several_leave_of_it() =>
        Assert.Equal("9-10 11-12 15-17", Say(Remainder.Of(Of(9, 17), Of(12, 15), Of(10, 11), Of(13, 14))));

    [Fact]
    public void The_other_keeps_every_second_and_the_block_its_whole_minutes()
    {
        var left = Remainder.Of(Of(12, 17), new Window(Day + Duration.FromHours(13) + Duration.FromSeconds(20), Day + Duration.FromHours(14) + Duration.FromSeconds(20)));

        Assert.Equal((Day + Duration.FromHours(13), Day + Duration.FromMinutes(841)), (left.Parts[0].End, left.Parts[1].Start));
    }

    private static Window Of(double start, double end) => new(Day + Duration.FromHours(start), Day + Duration.FromHours(end));

    private static string Say(Remainder left) => string.Join(' ', left.Parts.Select(Say));

    private static string Say(Window w) => string.Create(CultureInfo.InvariantCulture, $"{(w.Start - Day).TotalHours:0.##}-{(w.End - Day).TotalHours:0.##}");
}
