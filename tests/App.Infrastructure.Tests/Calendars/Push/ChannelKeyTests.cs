using App.Domain;
using App.Domain.Calendars;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Connections;
using App.Infrastructure.Security;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>The key that tells vendors' signals from forgeries, through restarts, rotation and loss.</summary>
public sealed class ChannelKeyTests : IAsyncLifetime
{
    private readonly Guid _channel = Guid.CreateVersion7();
    private PushWorld _push = null!;

    public async Task InitializeAsync() => _push = await PushWorld.BuildAsync();

    public async Task DisposeAsync()
    {
        if (_push is not null)
        {
            await _push.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_process_makes_and_knows_the_same()
    {
        var keys = Enumerable.Range(0, 4).Select(_ => _push.NewHub(_push.Address).GetRequiredService<ChannelKey>()).ToList();
        await Task.WhenAll(keys.Select(k => k.LoadAsync(default)));

        Assert.Single(keys.Select(k => (k.IdOf(_channel), k.SecretOf(_channel))).Distinct());
        Assert.All(keys, k => Assert.Equal(_channel, k.Read(keys[0].IdOf(_channel))));
        Assert.All(keys, k => Assert.True(k.IsSecretOf(_channel)(keys[0].SecretOf(_channel))));
    }

    [Fact]
    public async Task Ids_and_secrets_are_short_enough_for_every_vendor_and_tell_nothing_of_each_other()
    {
        var key = await LoadedAsync(_push.Hub);
        var (id, secret) = (key.IdOf(_channel), key.SecretOf(_channel));

        Assert.Matches("^[A-Za-z0-9_-]{43}$", id);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", secret);
        Assert.False(key.IsSecretOf(_channel)(id));
        Assert.Null(key.Read(secret));
        Assert.All(Enumerable.Range(0, id.Length - 1), i => Assert.Null(key.Read(id[..i] + (id[i] == 'x' ? 'y' : 'x') + id[(i + 1)..])));
        Assert.All((string[])["", "x", id + "=", id + "A", new string('A', 43), new string('=', 43), "ä" + id[1..]], forged => Assert.Null(key.Read(forged)));
    }

    [Fact]
    public async Task Before_it_is_read_a_vendor_is_asked_to_send_again()
    {
        var hub = _push.NewHub(_push.Address);
        Assert.IsType<Failure.Unavailable>(hub.GetRequiredService<ReceiveSignals>().Open((await LoadedAsync(_push.Hub)).IdOf(_channel)).Failure);
    }

    [Fact]
    public async Task A_rotation_of_keys_seals_it_anew_and_changes_nothing()
    {
        var id = (await LoadedAsync(_push.Hub)).IdOf(_channel);
        var before = await SealedAsync();
        var rotated = await Eventually.DoneAsync("the rotation", _push.Get<RotateKeys>().RunAsync(default), _push.World.Time, TimeSpan.FromSeconds(1));

        Assert.Equal(0, rotated.Shut);
        Assert.NotEqual(before, await SealedAsync());
        Assert.Equal(_channel, (await LoadedAsync(_push.Hub)).Read(id));
        Assert.Equal(_channel, (await LoadedAsync(_push.NewHub(_push.Address))).Read(id));
    }

    [Fact]
    public async Task One_that_is_lost_with_its_ring_is_given_up_and_channels_are_opened_anew()
    {
        var vendor = new OutlookVendor();
        await _push.ConnectAsync(vendor);
        var before = Assert.Single(await _push.RowsAsync());
        _push.World.LoseKeyRing();
        var hub = _push.NewHub(_push.Address);
        Assert.IsType<Failure.Unavailable>((await hub.GetRequiredService<ChannelKey>().LoadAsync(default)).Failure);
        await hub.GetRequiredService<KeepChannels>().RunAsync(default);
        Assert.Equal(ChannelState.Open, Assert.Single(await _push.RowsAsync()).State);

        Assert.True((await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).PushKey);
        Assert.Equal((before.Id, ChannelState.Closing), (Assert.Single(await _push.RowsAsync()).Id, (await _push.RowsAsync())[0].State));
        Assert.Null((await LoadedAsync(hub)).Read(_push.Get<ChannelKey>().IdOf(_channel)));
        Assert.False((await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).PushKey);
    }

    private static async Task<ChannelKey> LoadedAsync(IServiceProvider hub)
    {
        var key = hub.GetRequiredService<ChannelKey>();
        Assert.True((await key.LoadAsync(default)).IsOk);
        return key;
    }

    private Task<byte[]> SealedAsync() => _push.World.ReadAsync(db => db.Settings.Where(s => s.Name == "push.key").Select(s => s.Value).SingleAsync());
}
