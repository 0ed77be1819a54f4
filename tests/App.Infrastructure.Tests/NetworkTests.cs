using App.Domain;
using App.Domain.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests;

/// <summary>In memory the product meets what it meets on loopback.</summary>
public abstract class NetworkTests(Network network) : IAsyncLifetime
{
    private readonly Vendor _vendor = new GoogleVendor();

    private World _world = null!;
    private Guid _connection;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(network: network);
        _connection = await _vendor.ConnectAsync(_world, World.Email);
    }

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Theory]
    [InlineData("dropped", typeof(Failure.Unavailable))]
    [InlineData("truncated", typeof(Failure.Unavailable))]
    [InlineData("error500", typeof(Failure.Unavailable))]
    [InlineData("tooMany429", typeof(Failure.RateLimited))]
    public async Task What_goes_wrong_is_told_the_same(string kind, Type failure)
    {
        await _world.Control.AddFaultAsync(new { kind });
        Assert.IsType(failure, (await ListAsync(default)).Failure);

        await _world.Control.ClearFaultsAsync();
        Assert.Equal(3, (await ListAsync(default)).Value.Count);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_let_go()
    {
        await _world.Control.AddFaultAsync(new { kind = "slow" });
        using var patience = new CancellationTokenSource();
        var listing = ListAsync(patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
    }

    private Task<Result<IReadOnlyList<CalendarRecord>>> ListAsync(CancellationToken cancellationToken) =>
        _world.Get<Grants>().UseAsync(_connection, _world.Hub.GetRequiredKeyedService<ICalendarReader>(_vendor.Provider).ListCalendarsAsync, cancellationToken);
}

public sealed class LoopbackNetworkTests() : NetworkTests(new Network());

public sealed class MemoryNetworkTests() : NetworkTests(new MemoryNetwork());
