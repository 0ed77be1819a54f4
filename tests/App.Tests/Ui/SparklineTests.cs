using App.Ui;
using Bunit;

namespace App.Tests.Ui;

public sealed class SparklineTests : BunitContext
{
    [Theory]
    [InlineData("0 10 5", "0,22 50,2 100,12")]
    [InlineData("0 0", "0,22 100,22")]
    public void The_most_is_at_the_top_and_nothing_at_the_bottom(string values, string points) => Assert.Equal(points, Line(values).Find("polyline").GetAttribute("points"));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    public void Less_than_two_values_are_no_line_but_what_they_tell_is_said(string values)
    {
        var line = Line(values);

        Assert.Empty(line.FindAll("polyline"));
        Assert.Equal("The finding", line.Find("[role=img]").GetAttribute("aria-label"));
    }

    private IRenderedComponent<Sparkline> Line(string values) => Render<Sparkline>(p => p
        .Add(s => s.Label, "The finding").Add(s => s.Values, [.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)]));
}
