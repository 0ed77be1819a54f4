using App.Domain;
using App.Infrastructure.Database;
using App.Layout;
using App.Ui;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace App.Tests.Layout;

public sealed class LivePageTests : BunitContext
{
    public LivePageTests()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new ChangeFeed());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task What_breaks_off_is_said_and_leaves_the_page()
    {
        var page = Render();

        await page.InvokeAsync(page.Instance.BreakAsync);

        Assert.Equal(("", BrokenOff.Sentence, 2), (page.Instance.Trouble, page.Instance.Refused, page.Instance.Reads));
    }

    [Fact]
    public void A_page_of_a_list_that_is_none_leads_to_the_first()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("list?page=zzz&show=failed");

        var page = Render(new Failure.Invalid("cursor", "Use the cursor as it was given."));

        Assert.EndsWith("list?show=failed", navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("", page.Instance.Trouble);
    }

    [Fact]
    public async Task A_page_that_was_left_reads_no_more()
    {
        var page = Render();

        page.Instance.Dispose();
        await page.InvokeAsync(page.Instance.WorkAsync);

        Assert.Equal((1, ""), (page.Instance.Reads, page.Instance.Trouble));
    }

    private IRenderedComponent<Sample> Render(Failure? failure = null) => Render<Sample>(p => p
        .AddCascadingValue(Viewer.Nobody with { Actor = new Actor.Person(Guid.CreateVersion7(), Guid.CreateVersion7()) })
        .Add(s => s.Failure, failure));

    public sealed class Sample : LivePage
    {
        [Parameter] public Failure? Failure { get; set; }

        public int Reads { get; private set; }

        public string Trouble => Unread ?? "";

        public string? Refused => Refusal;

        protected override IReadOnlySet<string> Follows { get; } = new HashSet<string>();

        public Task BreakAsync() => DoAsync<Done>("break", _ => throw new InvalidOperationException("The database is away."));

        public Task WorkAsync() => DoAsync("work", _ => Task.FromResult(Result.Done));

        protected override Task<Failure?> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(Failure);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Trouble);
    }
}
