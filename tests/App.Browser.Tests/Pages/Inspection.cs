using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>Opens pages wide and narrow, looks at each in light and dark, and writes down what breaks a rule.</summary>
internal sealed class Inspection(IPage page, Chromium chromium, Product product)
{
    private const string FirstTheme = "standard";

    private readonly List<string> _complaints = [];

    /// <summary>Looks at each page as it opens.</summary>
    public async Task OfAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            await OfAsync(path, "open", () => Task.CompletedTask);
        }
    }

    /// <summary>Looks at a page after something was done on it.</summary>
    public async Task OfAsync(string path, string state, Func<Task> act)
    {
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce }); // A colour on its way from one theme to the other has no contrast to judge.
        foreach (var width in new[] { 1280, 375 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.OpenAsync(product, path);
            await act();
            foreach (var theme in new[] { FirstTheme, "standard-dark" })
            {
                await UseAsync(theme);
                await LookAsync($"{path} {state}, {width} px, {theme}", width, theme != FirstTheme);
            }
        }
    }

    /// <summary>Fails with everything written down, errors of the console among it.</summary>
    public void FoundNothing()
    {
        while (chromium.Errors.TryDequeue(out var error))
        {
            _complaints.Add(error);
        }

        Assert.True(_complaints.Count == 0, string.Join(Environment.NewLine, _complaints));
    }

    /// <summary>Switches the theme by the product's own script, as its button does.</summary>
    private async Task UseAsync(string theme)
    {
        await page.EvaluateAsync(
            """
            theme => {
              const button = document.createElement('button');
              button.dataset.switchTheme = '';
              document.body.append(button);
              for (let clicks = 0; clicks < 2 && document.documentElement.dataset.theme !== theme; clicks++) {
                button.click();
              }
              button.remove();
            }
            """,
            theme);
        await Expect(page.Locator($":root[data-theme='{theme}']")).ToHaveCountAsync(1);
    }

    private const string Widest = """
        (() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(-3).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right) + ' ' + e.textContent.trim().slice(0, 40)).join(' | '))()
        """;

    private async Task LookAsync(string what, int width, bool coloursAlone)
    {
        _complaints.AddRange((await page.ComplaintsAsync(coloursAlone)).Select(complaint => $"{what}: {complaint}"));
        try
        {
            // A page whose style sheet has just been exchanged is laid out anew.
            await page.WaitForFunctionAsync("width => document.documentElement.scrollWidth <= width", width, new() { Timeout = 2000 });
        }
        catch (TimeoutException)
        {
            _complaints.Add($"{what}: wider than the window: {await page.EvaluateAsync<string>(Widest)}");
        }
    }
}
