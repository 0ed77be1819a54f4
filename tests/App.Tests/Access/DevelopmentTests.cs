using System.Net;
using App.Domain.Connections;
using App.Infrastructure.Providers;
using App.Tests.Hosting;

namespace App.Tests.Access;

/// <summary>What <c>dotnet run</c> offers with nothing set up: every provider that connects by consent, with the sandbox behind it.</summary>
public sealed class DevelopmentTests
{
    private const string Email = "alice@northwind.example";

    [Fact]
    public async Task Every_provider_can_be_connected_and_synced()
    {
        await using var hub = HubHost.Start();
        using var alice = await hub.SignInAsync(Email);
        foreach (var provider in Catalogue.Built.Select(p => p.Manifest).Where(m => m.Auth == AuthKind.OAuth))
        {
            var id = await Story.ConnectAsync(alice, Email, provider: provider.Key);
            await Story.UntilAsync(alice, "/api/v1/calendars", c => c["items"]!.AsArray().Where(i => (string?)i!["connectionId"] == id).ToList() is { Count: 3 } own && own.All(i => i!["trueUpTo"] is not null));
        }
    }

    [Fact]
    public async Task The_page_of_a_vendor_with_tenants_says_whose_accounts_may_be_connected()
    {
        await using var hub = HubHost.Start(("Providers:outlook-calendar:Tenant", "northwind.example"));
        using var bob = await hub.SignInAsync("bob@northwind.example");
        var started = await Visitor.ReadAsync(await bob.SendAsync(HttpMethod.Post, "/api/v1/connections/authorize", new { provider = "outlook-calendar" }), HttpStatusCode.Created);
        var page = await (await bob.SendAsync(HttpMethod.Get, "/settings/providers/outlook-calendar")).Content.ReadAsStringAsync();

        Assert.Contains("/sandbox/microsoft/northwind.example/oauth2/v2.0/authorize?", (string)started["url"]!, StringComparison.Ordinal);
        Assert.Contains("<code>northwind.example</code>", page, StringComparison.Ordinal);
    }
}
