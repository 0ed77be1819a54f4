using App.Ui;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Tests.Ui;

public sealed class KitTests : BunitContext
{
    private readonly ManualTime _time = new();

    public KitTests()
    {
        JSInterop.SetupModule("./ui.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddScoped<UiScript>();
    }

    [Fact]
    public void A_busy_button_says_so_and_takes_no_second_click()
    {
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Sync now").Add(b => b.BusyText, "Syncing …").Add(b => b.Busy, true));

        Assert.True(button.Find("button").HasAttribute("disabled"));
        Assert.Equal("Syncing …", button.Find(".swap > :not(.swap-out)").TextContent);
    }

    [Fact]
    public void Freshness_turns_from_true_to_unknown_as_time_goes_by()
    {
        var label = Render<FreshnessLabel>(p => p.Add(f => f.UpTo, Instant.FromDateTimeOffset(_time.GetUtcNow())));
        Assert.Contains("True up to 09:00, just now", label.Markup, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(16));

        label.WaitForAssertion(() => Assert.Contains("Unknown since 09:00", label.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_that_was_read_stays_when_reading_it_again_fails()
    {
        var list = Render<ListSection<string>>(p => p
            .Add(l => l.Title, "Runs").Add(l => l.Items, ["Monday's run"]).Add(l => l.Failure, "The runs could not be read.")
            .Add(l => l.ChildContent, items => $"<p class=row>{items[0]}</p>"));

        Assert.Equal("Monday's run", list.Find("p.row").TextContent);
        Assert.Contains("The runs could not be read.", list.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_still_read_is_neither_empty_nor_failed()
    {
        var list = Render<ListSection<string>>(p => p
            .Add(l => l.Title, "Runs").Add(l => l.Items, null).Add(l => l.Empty, "<p>No runs yet.</p>").Add(l => l.ChildContent, _ => ""));

        Assert.Equal("Loading Runs", list.Find("[role=status]").GetAttribute("aria-label"));
        Assert.DoesNotContain("No runs yet.", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_one_is_at_is_marked_and_only_steps_done_lead_back()
    {
        var rail = Render<StepRail>(p => p.Add(s => s.Steps, ["Choose", "What it does", "Sign in"]).Add(s => s.Current, 1).Add(s => s.Href, i => $"?step={i + 1}"));

        Assert.Contains("What it does", rail.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Equal("?step=1", Assert.Single(rail.FindAll("a")).GetAttribute("href"));
    }

    [Fact]
    public void What_cannot_be_undone_says_so_and_happens_only_when_confirmed()
    {
        var done = 0;
        var dialog = Render<ConfirmDialog>(p => p
            .Add(d => d.Title, "Disconnect Zoom?").Add(d => d.Sentence, "No more links are made.").Add(d => d.Goes, ["Our access at Zoom"])
            .Add(d => d.Verb, "Disconnect Zoom").Add(d => d.Final, true).Add(d => d.OnConfirm, () => done++).Add(d => d.OnClose, () => { }));
        Assert.Contains("This can't be undone.", dialog.Markup, StringComparison.Ordinal);

        dialog.FindAll("button").Single(b => b.TextContent.Contains("Cancel", StringComparison.Ordinal)).Click();
        Assert.Equal(0, done);

        dialog.FindAll("button").Single(b => b.TextContent.Contains("Disconnect Zoom", StringComparison.Ordinal)).Click();
        Assert.Equal(1, done);
    }
}
