using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>A real Radicale as the vendor, a server of its own for each test, where Alice has the calendars she has in the sandbox.</summary>
public sealed class RadicaleVendor() : CalDavVendor("caldav"), IAsyncDisposable
{
    private const string Calendar = "work";

    private static readonly (string Name, string InSandbox)[] Calendars = [(Calendar, Primary), ("Team", "team"), ("Family", "family")];

    private RadicaleServer? _server;

    public override string DeadSecretIn(World world) => new AccountSecret { Url = new Uri(_server!.Url), UserName = World.Email, Password = "dead" }.Write();

    public override bool IsPrimary(CalendarRecord calendar) => calendar.ExternalId.EndsWith($"/{Calendar}/", StringComparison.Ordinal);

    /// <summary>Also starts the server.</summary>
    public override async Task<Guid> ConnectAsync(World world, string account)
    {
        _server = await RadicaleServer.StartAsync(account);
        foreach (var (name, inSandbox) in Calendars)
        {
            await _server.MakeCalendarAsync(name);
            foreach (var resource in (await world.Control.Of(Name).EventsAsync(World.Email, inSandbox))["items"]!.AsArray())
            {
                await _server.PutAsync(name, (string)resource!["id"]!, (string)resource["ics"]!);
            }
        }

        return (await world.OpenAsync(Provider, new AccountInput(_server.Url, account, RadicaleServer.Password))).Value.ConnectionId;
    }

    /// <summary>Something changes too: a token of how things are needs no remembering.</summary>
    public override async Task ExpireSyncTokensAsync(World world)
    {
        await AddAsync(world, "One more", world.Time.Now());
        _server!.ForgetSyncTokens();
    }

    public override Task<string> TextAsync(World world, string name) => _server!.GetAsync(Calendar, name);

    public override Task PutAsync(World world, string name, string ics) => _server!.PutAsync(Calendar, name, ics);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    protected override Task RemoveAsync(World world, string name) => _server!.DeleteAsync(Calendar, name);
}
