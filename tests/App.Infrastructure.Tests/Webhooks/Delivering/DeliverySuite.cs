using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Delivering;

/// <summary>An organization, a sink and as many dispatchers as a test starts, on one of the databases.</summary>
public abstract class DeliverySuite(DatabaseProvider provider) : IAsyncLifetime
{
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected Sink Sink { get; private set; } = null!;
    private protected DeliveryHouse House { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sink = await Delivering.Sink.StartAsync();
        House = await DeliveryHouse.CreateAsync(provider);
    }

    public async Task DisposeAsync()
    {
        await (House?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Sink.DisposeAsync();
    }

    protected Task<int> ToldAsync(string type) => House.ReadAsync(db => db.Messages.CountAsync(m => m.Type == type));

    protected Task<int> CountAsync(string kind) => House.ReadAsync(db => db.Notifications.CountAsync(n => n.Kind == kind));

    protected async Task ChangeSecretAsync(byte[] to)
    {
        await using var db = House.Database.ForSystem("a test breaks a seal");
        await db.EndpointSecrets.ExecuteUpdateAsync(s => s.SetProperty(x => x.Sealed, to));
    }
}
