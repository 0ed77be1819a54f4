using App.Domain;
using App.Infrastructure.Database;
using App.Organizations;
using App.Ui;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace App.Tests.Layout;

/// <summary>A page with one field, <c>name</c>, which can be hidden, refused in each way.</summary>
public sealed class ShownErrorsTests : BunitContext
{
    private static readonly Failure.Invalid Both = new(new Dictionary<string, string[]> { ["name"] = ["Must be shorter."], ["zone"] = ["Must be a time zone."] });

    public ShownErrorsTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new ChangeFeed());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task What_is_wrong_with_a_field_stands_there_and_nowhere_else() =>
        Assert.Equal("at name: Must be shorter. / above: ", await TextAfterAsync(new Failure.Invalid("name", "Must be shorter.")));

    [Fact]
    public async Task What_no_field_shows_stands_above() =>
        Assert.Equal("at name: Must be shorter. / above: zone: Must be a time zone.", await TextAfterAsync(Both));

    [Fact]
    public async Task What_is_not_about_a_field_stands_above() =>
        Assert.Equal("at name: / above: The name is taken.", await TextAfterAsync(Both, new Failure.Conflict("taken", "The name is taken.")));

    [Fact]
    public async Task What_was_mended_is_said_no_more() => Assert.Equal("at name: / above: ", await TextAfterAsync(Both, null));

    [Fact]
    public async Task What_a_field_that_is_gone_would_show_stands_above()
    {
        var page = RenderSample();
        await page.InvokeAsync(page.Instance.Hide);

        await page.InvokeAsync(() => page.Instance.SaveAsync(new Failure.Invalid("name", "Must be shorter.")));

        Assert.Equal("above: name: Must be shorter.", page.Markup);
    }

    private IRenderedComponent<Sample> RenderSample() =>
        Render<Sample>(p => p.AddCascadingValue(Viewer.Nobody with { Actor = new Actor.Person(Guid.CreateVersion7(), Guid.CreateVersion7()) }));

    private async Task<string> TextAfterAsync(params Failure?[] answers)
    {
        var page = RenderSample();
        foreach (var answer in answers)
        {
            await page.InvokeAsync(() => page.Instance.SaveAsync(answer));
        }

        return page.Markup;
    }

    public sealed class Sample : FormPage
    {
        private bool _isHidden;

        protected override IReadOnlySet<string> Follows { get; } = new HashSet<string>();

        public Task SaveAsync(Failure? failure) => SubmitAsync("save", _ => Task.FromResult(failure is null ? Result.Done : (Result<Done>)failure));

        protected override Task<Failure?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

        public void Hide()
        {
            _isHidden = true;
            StateHasChanged();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{(_isHidden ? "" : $"at name: {Wrong("name")}{(Wrong("name") is null ? "" : " ")}/ ")}above: {Refusal}");
    }
}
