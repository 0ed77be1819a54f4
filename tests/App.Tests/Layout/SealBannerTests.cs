using App.Infrastructure.Security;
using App.Layout;
using App.Ui;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace App.Tests.Layout;

public sealed class SealBannerTests : BunitContext
{
    private readonly SealState _seals = new();

    public SealBannerTests()
    {
        Services.AddSingleton(_seals);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void It_comes_and_goes_with_the_ring_on_a_page_that_is_open()
    {
        var banner = Render(administrator: false);
        Assert.Empty(banner.Markup);

        _seals.Condition = SealCondition.RingLost;
        banner.WaitForAssertion(() => Assert.Contains("Tell your administrator", banner.Find("[role=status]").TextContent, StringComparison.Ordinal));

        _seals.Condition = SealCondition.Ok;
        banner.WaitForAssertion(() => Assert.Empty(banner.Markup));
    }

    [Fact]
    public void An_administrator_is_told_what_to_do()
    {
        _seals.Condition = SealCondition.RingLost;

        Assert.Contains("Put the right ring back", Render(administrator: true).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<SealBanner> Render(bool administrator) =>
        Render<SealBanner>(p => p.AddCascadingValue(Viewer.Nobody with { Name = "Alice Keller", CanAdminister = administrator }));
}
