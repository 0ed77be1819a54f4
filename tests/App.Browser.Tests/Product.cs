using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests;

/// <summary>The product and the vendors in processes of their own, on different host names as in the world, with a wire between them and the browser.</summary>
public sealed class Product : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("integrations-product-");

    /// <summary>What this one is told beside what every one is.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public SandboxProcess Sandbox { get; private set; } = null!;

    public AppProcess App { get; private set; } = null!;

    public CuttableProxy Wire { get; private set; } = null!;

    public string Url => Wire.Url;

    /// <summary>Where its key ring lies.</summary>
    public string KeyFolder => Path.Combine(_data.FullName, "keys");

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxProcess.StartAsync();
        var listen = $"http://127.0.0.1:{Ports.Free()}";
        Wire = CuttableProxy.Start(listen);
        App = await AppProcess.StartAsync(new AppProcessStart
        {
            Url = listen,
            Settings = new Dictionary<string, string?>(Sandbox.ProviderSettings().Where(s => !Settings.ContainsKey(s.Key)).Concat(Settings))
            {
                ["Data:Folder"] = _data.FullName,
                ["App:PublicUrl"] = Wire.Url,
                ["Auth:Issuer"] = Sandbox.Url + "/sandbox/identity",
                ["Sandbox:Enabled"] = "false",
            },
        });
    }

    /// <summary>Signs in as a person does, at the issuer.</summary>
    public async Task SignInAsync(IPage page, string person)
    {
        await page.GotoAsync(Url + "/integrations");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Continue to ") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Continue as {person}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Integrations" })).ToBeVisibleAsync();
    }

    /// <summary>Goes through the wizard and the vendor's consent.</summary>
    public async Task ConnectGoogleAsync(IPage page, string account)
    {
        await page.GotoAsync(Url + "/integrations/connect");
        var (next, go) = (page.GetByRole(AriaRole.Link, new() { Name = "Continue", Exact = true }), page.GetByRole(AriaRole.Button, new() { Name = "Continue to Google" }));
        await FollowAsync(page.GetByRole(AriaRole.Link, new() { NameRegex = new("Google Calendar") }).First, next);
        await FollowAsync(next, go);
        await go.ClickAsync();
        await AllowAsync(page, account);
    }

    /// <summary>Clicks until what comes next is there: the live element can take the place of the prerendered one between the press and the release.</summary>
    public static async Task FollowAsync(ILocator link, ILocator next)
    {
        for (var tried = 0; tried < 5 && !await next.IsVisibleAsync(); tried++)
        {
            try
            {
                await link.ClickAsync(new() { Timeout = 5_000 });
                await next.WaitForAsync(new() { Timeout = 5_000 });
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException)
            {
                // The element was replaced under the click; look again.
            }
        }

        await Expect(next).ToBeVisibleAsync();
    }

    /// <summary>Consents at the vendor.</summary>
    public async Task AllowAsync(IPage page, string account)
    {
        await page.GetByLabel(account).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await page.WaitForURLAsync(Url + "/integrations/connected/**");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Wire.DisposeAsync();
        await Sandbox.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
