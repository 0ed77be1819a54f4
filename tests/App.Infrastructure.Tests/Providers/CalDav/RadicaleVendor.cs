using App.Domain.Calendars;
using App.Domain.Connections;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>A real Radicale as the vendor: a server of its own for each test.</summary>
public sealed class RadicaleVendor() : CalDavVendor("caldav"), IAsyncDisposable
{
    private const string Calendar = "work";

    private RadicaleServer? _server;

    public override bool IsPrimary(CalendarRecord calendar) => calendar.ExternalId.EndsWith($"/{Calendar}/", StringComparison.Ordinal);

    /// <summary>Also starts the server.</summary>
    public override async Task<Guid> ConnectAsync(World world, string account)
    {
        _server = await RadicaleServer.StartAsync();
        await _server.MakeCalendarAsync(Calendar);
        return (await world.OpenAsync(Provider, new AccountInput(_server.Url, RadicaleServer.UserName, RadicaleServer.Password))).Value.ConnectionId;
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
