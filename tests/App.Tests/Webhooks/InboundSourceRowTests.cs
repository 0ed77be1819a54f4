using App.Infrastructure.Webhooks.Inbound;
using App.Webhooks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Tests.Webhooks;

public sealed class InboundSourceRowTests : BunitContext
{
    private readonly ManualTime _time = new();

    public InboundSourceRowTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_time);
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void The_former_secret_is_told_until_it_is_accepted_no_more()
    {
        var source = new InboundSourceView(Guid.Empty, "Applicant system", "https://hub.example/in", [], true, Instant.FromDateTimeOffset(_time.GetUtcNow()) + Duration.FromHours(1), 1);
        var row = Render<InboundSourceRow>(p => p.Add(r => r.Source, source));
        Assert.Contains("The former secret is accepted", row.Markup, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromHours(1));
        row.Render(p => p.Add(r => r.Source, source)); // As the page does with every beat.

        Assert.DoesNotContain("The former secret is accepted", row.Markup, StringComparison.Ordinal);
    }
}
