using App.Domain.Calendars;
using NodaTime;

namespace App.Domain.Tests.Calendars;

public sealed class PushChannelTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 12, 9, 0);

    [Theory]
    [InlineData(7 * 24, 24)]
    [InlineData(72, 24)]
    [InlineData(24, 8)]
    [InlineData(3, 1)]
    [InlineData(0, 0)]
    public void A_channel_is_renewed_with_a_third_of_its_life_left_and_at_most_a_day(int lifeHours, int leftHours) =>
        Assert.Equal(Duration.FromHours(leftHours), Now + Duration.FromHours(lifeHours) - PushChannel.RenewalOf(Now, Now + Duration.FromHours(lifeHours)));

    [Fact]
    public void One_that_has_ended_already_is_due() => Assert.True(PushChannel.RenewalOf(Now, Now - Duration.FromHours(1)) <= Now);
}
