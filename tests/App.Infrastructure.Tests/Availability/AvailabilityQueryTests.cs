using App.Domain;
using App.Infrastructure.Availability;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

public sealed class AvailabilityQueryTests
{
    [Theory]
    [InlineData(0, 60, 30, 1, 100, "to")]
    [InlineData(-60, 60, 30, 1, 100, "to")]
    [InlineData((90 * 1440) + 1, 60, 30, 1, 100, "to")]
    [InlineData(1440, 0, 30, 1, 100, "duration")]
    [InlineData(1440, 7, 30, 1, 100, "duration")]
    [InlineData(1440, 1445, 30, 1, 100, "duration")]
    [InlineData(1440, 60, 4, 1, 100, "step")]
    [InlineData(1440, 60, 30, 51, 100, "hosts")]
    [InlineData(1440, 60, 30, 1, 0, "limit")]
    [InlineData(1440, 60, 30, 1, 10_001, "limit")]
    public void What_is_wrong_with_a_question_is_said_by_field(int length, int minutes, int step, int hosts, int limit, string field)
    {
        var query = new AvailabilityQuery(Diary.Nine, Diary.Nine + Duration.FromMinutes(length), minutes) { Step = step, Limit = limit, Hosts = [.. Enumerable.Range(0, hosts).Select(_ => Guid.CreateVersion7())] };
        Assert.True(query.Check().Any(out var wrong));
        Assert.Equal([field], Assert.IsType<Failure.Invalid>(wrong).Errors.Keys);
    }

    [Fact]
    public void The_most_that_can_be_asked_is_not_wrong() =>
        Assert.False((new AvailabilityQuery(Diary.Nine, Diary.Nine + Duration.FromDays(90), 1440) { Step = 5, Limit = 10_000, Hosts = [.. Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7())] }).Check().Any(out _));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1441)]
    public void A_time_to_be_explained_ends_after_it_begins_and_within_a_day(int minutes) =>
        Assert.Equal(["end"], Assert.IsType<Failure.Invalid>(new TimeQuery(Diary.Nine, Diary.Nine + Duration.FromMinutes(minutes)).Check()).Errors.Keys);
}
