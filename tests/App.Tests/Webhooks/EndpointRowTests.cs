using App.Infrastructure.Webhooks.Endpoints;
using App.Webhooks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Tests.Webhooks;

public sealed class EndpointRowTests : BunitContext
{
    private readonly ManualTime _time = new();

    public EndpointRowTests() => Services.AddSingleton<TimeProvider>(_time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    [Fact]
    public void A_slow_endpoint_is_told_as_slow_with_its_median_and_its_deliveries()
    {
        var row = Render(Endpoint() with { Hours = [new(Now, 70, 9)], Waiting = 2, MedianMilliseconds = 9742, LastDeliveryAt = Now });

        Assert.Equal("Slow", row.Find(".chip").TextContent.Trim());
        Assert.Contains("70 delivered in 24 hours. 2 waiting now.", row.Find(".day").TextContent, StringComparison.Ordinal);
        Assert.Contains("Median answer 9.7 s", row.Find(".day").TextContent, StringComparison.Ordinal);
        Assert.Single(row.FindAll("svg"));
    }

    [Fact]
    public void A_day_without_a_try_has_neither_a_line_nor_a_median()
    {
        var row = Render(Endpoint() with { Hours = [new(Now, 0, 0)] });

        Assert.Contains("Nothing sent in 24 hours", row.Find(".day").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Median", row.Markup, StringComparison.Ordinal);
        Assert.Empty(row.FindAll("svg"));
    }

    private IRenderedComponent<EndpointRow> Render(EndpointView endpoint) => Render<EndpointRow>(p => p.Add(r => r.Endpoint, endpoint));

    private static EndpointView Endpoint() => new()
    {
        Id = Guid.Empty, Name = "Payroll", Url = "https://payroll.example", TimeoutSeconds = 15, EventTypes = [], Connections = [], Filters = [], HeaderNames = [], Hours = [], Secrets = [],
    };
}
