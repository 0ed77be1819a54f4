using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;
using App.Webhooks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Tests.Webhooks;

public sealed class DeliveryTableTests : BunitContext
{
    private readonly ManualTime _time = new();

    public DeliveryTableTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public void While_deliveries_are_read_there_is_neither_one_nor_none()
    {
        var table = Render(null);

        Assert.Equal("Loading deliveries", table.Find("[role=status]").GetAttribute("aria-label"));
        Assert.DoesNotContain("Nothing has been sent yet", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filtered_to_nothing_leads_back_to_all()
    {
        var table = Render([], isFiltered: true);

        Assert.Contains("No delivery is like that.", table.Markup, StringComparison.Ordinal);
        Assert.Equal("all", table.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Nothing_sent_is_not_called_filtered()
    {
        var table = Render([]);

        Assert.Contains("Nothing has been sent yet.", table.Markup, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("a"));
    }

    [Fact]
    public void The_delivery_one_looks_at_is_marked_and_each_leads_to_its_own()
    {
        var (first, second) = (Delivery(tries: 1), Delivery(tries: 3));

        var table = Render([first, second], chosen: second.Id);

        Assert.Equal([$"?delivery={first.Id}", $"?delivery={second.Id}"], table.FindAll("tbody a").Select(a => a.GetAttribute("href")!));
        Assert.Equal($"?delivery={second.Id}", Assert.Single(table.FindAll("[aria-current=true]")).GetAttribute("href"));
        Assert.Equal("3 tries", Assert.Single(table.FindAll("tbody .vh")).TextContent);
    }

    private IRenderedComponent<DeliveryTable> Render(IReadOnlyList<DeliveryView>? deliveries, bool isFiltered = false, Guid? chosen = null) => Render<DeliveryTable>(p => p
        .Add(t => t.Deliveries, deliveries).Add(t => t.IsFiltered, isFiltered).Add(t => t.ClearHref, "all").Add(t => t.Chosen, chosen).Add<Func<Guid, string>>(t => t.Href, id => $"?delivery={id}"));

    private DeliveryView Delivery(int tries) => new()
    {
        Id = Guid.CreateVersion7(), EndpointId = Guid.Empty, MessageId = "msg_1", Type = "booking.created", At = Instant.FromDateTimeOffset(_time.GetUtcNow()), Status = DeliveryStatus.Waiting, Tries = tries,
    };
}
