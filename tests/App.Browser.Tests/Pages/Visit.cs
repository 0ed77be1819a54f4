using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>One person's window.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const float Patience = 60_000;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _root;

    public Visit(IPage page, string root)
    {
        (Page, _root) = (page, root);
        Page.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
        Page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>Opens a page of ours and waits until it lives.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync($"{_root}/{path}");
        await AliveAsync();
    }

    /// <summary>Until the circuit has drawn the page and what it reads is there.</summary>
    public async Task AliveAsync()
    {
        await Expect(Page.Locator(".frame[data-live=true]")).ToBeVisibleAsync();
        await Expect(Page.Locator(".skeleton")).ToHaveCountAsync(0);
        await Expect(Page.Locator("h1")).ToBeVisibleAsync();
        await Page.EvaluateAsync("document.fonts.ready");
    }

    public async Task SignInAsync(string person)
    {
        await Page.GotoAsync($"{_root}/sign-in/start");
        await Button($"Continue as {person}").ClickAsync();
        await AliveAsync();
    }

    /// <summary>Through the wizard and the provider's consent, until the first sync is done.</summary>
    public async Task ConnectAsync(string account)
    {
        await OpenAsync("integrations/connect/calendar/google-calendar?step=3");
        await Button("Continue to Google").ClickAsync();
        await ConsentAsync(account);
        await Expect(Page.GetByText("In step").First).ToBeVisibleAsync();
    }

    public async Task ConsentAsync(string account)
    {
        await Page.GetByText(account, new() { Exact = true }).ClickAsync();
        await Button("Allow").ClickAsync();
        await AliveAsync();
    }

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());
}
