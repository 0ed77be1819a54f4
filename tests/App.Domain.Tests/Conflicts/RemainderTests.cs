using App.Domain.Conflicts;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Conflicts;

public sealed class RemainderTests
{
    private static readonly Instant Day = Instant.FromUtc(2026, 11, 30, 0, 0);

    [Theory]
    [InlineData(12, 17, 13, 14, "12-13", "14-17", "14-17")]
    [InlineData(12, 17, 15, 16, "12-15", "16-17", "12-15")]
    [InlineData(12, 17, 11, 14, null, "14-17", "14-17")]
    [InlineData(12, 17, 15, 18, "12-15", null, "12-15")]
    [InlineData(12, 17, 11, 18, null, null, null)]
    [InlineData(12, 17, 12, 17, null, null, null)]
    [InlineData(12, 13, 12.05, 13, null, null, null)]
    public void What_is_left_of_a_block(double start, double end, double otherStart, double otherEnd, string? before, string? after, string? longer)
    {
        var left = Remainder.Of(Of(start, end), Of(otherStart, otherEnd));

        Assert.Equal((before, after, longer), (Say(left.Before), Say(left.After), Say(left.Longer)));
        Assert.Equal(before is not null && after is not null, left.HasBoth);
    }

    [Fact]
    public void The_other_keeps_every_second_and_the_block_its_whole_minutes()
    {
        var left = Remainder.Of(Of(12, 17), new Window(Day + Duration.FromHours(13) + Duration.FromSeconds(20), Day + Duration.FromHours(14) + Duration.FromSeconds(20)));

        Assert.Equal((Day + Duration.FromHours(13), Day + Duration.FromMinutes(841)), (left.Before!.Value.End, left.After!.Value.Start));
    }

    private static Window Of(double start, double end) => new(Day + Duration.FromHours(start), Day + Duration.FromHours(end));

    private static string? Say(Window? window) => window is { } w ? $"{(w.Start - Day).TotalHours:0.##}-{(w.End - Day).TotalHours:0.##}" : null;
}
