using App.Infrastructure.Webhooks.Deliveries;
using App.Ui;
using App.Webhooks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Radzen;
using Radzen.Blazor.Rendering;

namespace App.Tests.Webhooks;

public sealed class StatisticsSectionTests : BunitContext
{
    private readonly ManualTime _time = new();

    public StatisticsSectionTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<Rect>("Radzen.createChart", _ => true).SetResult(new Rect { Width = 600, Height = 200 });
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(_time);
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    [Fact]
    public void Answer_times_are_drawn_by_the_hour_and_an_hour_without_an_answer_is_a_gap()
    {
        var chart = Chart("Answer time", Hour(0, 120, 900), Hour(1, 80, 400), Hour(2, null, null), Hour(3, 250, 3100), Hour(4, 90, 100));

        Assert.Equal([(120d, 900d), (80d, 400d), (null, null), (250d, 3100d), (90d, 100d)], chart.Instance.Points.Select(p => (p.First, p.Second)));
        Assert.All(chart.FindAll(".rz-line-series path").Take(2), line => Assert.Equal(2, line.GetAttribute("d")!.Count(c => c == 'M')));
        Assert.Equal("In 24 hours half of the answers came within about 100 ms and 95 of 100 within about 2.0 s; in the slowest hour, from 13:00, within about 3.1 s", chart.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void An_hour_between_two_gaps_is_a_dot()
    {
        var chart = Chart("Answer time", Hour(0, 120, 900), Hour(1, 80, 400), Hour(2, null, null), Hour(3, 250, 3100));

        Assert.Equal(2, chart.FindAll("circle").Count);
    }

    [Fact]
    public void Where_nothing_was_answered_there_is_no_chart_of_answer_times() =>
        Assert.Equal(["Tries an hour"], Section(Stats([Hour(0, null, null)]) with { Median = null, P95 = null }).FindComponents<LineChart>().Select(c => c.Instance.Title));

    [Fact]
    public void An_hour_that_the_clocks_repeat_comes_once_and_took_as_long_as_the_longer()
    {
        _time.AdvanceTo(new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero)); // 02:00 in Berlin, and an hour later again.
        var points = Chart("Answer time", Hour(0, 120, 900), Hour(1, 80, 1400)).Instance.Points;

        Assert.Equal(new LinePoint(new DateTime(2026, 10, 25, 2, 0, 0), 120, 1400), Assert.Single(points));
    }

    private IRenderedComponent<LineChart> Chart(string title, params HourStats[] hours) => Section(Stats(hours)).FindComponents<LineChart>().Single(c => c.Instance.Title == title);

    private IRenderedComponent<StatisticsSection> Section(EndpointStats stats) => Render<StatisticsSection>(p => p
        .AddCascadingValue(Viewer.Nobody with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] }).Add(s => s.Stats, stats).Add(s => s.IsDay, true).Add(s => s.DayHref, "day").Add(s => s.WeekHref, "week"));

    private static EndpointStats Stats(HourStats[] hours) => new(9, 9, 1, 1, 100, 2000, [new(200, 9)], hours);

    private HourStats Hour(int later, double? median, double? p95) => new(Now + Duration.FromHours(later), 3, 0, median, p95);
}
