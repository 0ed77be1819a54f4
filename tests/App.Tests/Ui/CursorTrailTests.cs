using App.Ui;

namespace App.Tests.Ui;

public sealed class CursorTrailTests
{
    [Fact]
    public void There_is_nothing_newer_than_the_first_page()
    {
        var trail = CursorTrail.Parse(null);

        Assert.Null(trail.Current);
        Assert.Null(trail.Newer());
        Assert.Equal("a", trail.Older("a"));
    }

    [Fact]
    public void The_way_back_is_the_way_one_came()
    {
        var trail = CursorTrail.Parse("a.b");

        Assert.Equal(("b", 2, "a", "a.b.c"), (trail.Current, trail.Depth, trail.Newer(), trail.Older("c")));
        Assert.Equal("", CursorTrail.Parse("a").Newer());
    }

    [Fact]
    public void The_last_page_leads_no_further() => Assert.Null(CursorTrail.Parse("a").Older(null));
}
