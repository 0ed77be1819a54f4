using App.Tests.Hosting;

namespace App.Tests.Api;

/// <summary>One application for the tests of the API, with its people signed in.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    public HubHost Hub { get; } = HubHost.Start();

    public Visitor Olivia { get; private set; } = null!;

    public Visitor Bob { get; private set; } = null!;

    public Visitor Alice { get; private set; } = null!;

    public Visitor Carol { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Olivia = await Hub.SignInAsync("olivia@northwind.example");
        Bob = await Hub.SignInAsync("bob@northwind.example");
        Alice = await Hub.SignInAsync("alice@northwind.example");
        Carol = await Hub.SignInAsync("carol@fabrikam.example");
    }

    public async Task DisposeAsync()
    {
        foreach (var visitor in (Visitor[])[Olivia, Bob, Alice, Carol])
        {
            visitor.Dispose();
        }

        await Hub.DisposeAsync();
    }
}
