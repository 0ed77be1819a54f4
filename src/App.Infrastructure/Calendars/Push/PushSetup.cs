using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Registers what hears vendors and keeps their channels open.</summary>
public static class PushSetup
{
    public static IServiceCollection AddPush(this IServiceCollection services) => services
        .AddSingleton<PushAddress>()
        .AddSingleton<ChannelProviders>()
        .AddSingleton<ChannelKey>()
        .AddSingleton<ChannelWork>()
        .AddSingleton<ChannelLedger>()
        .AddSingleton<PlanChannels>()
        .AddSingleton<TendChannel>()
        .AddSingleton<KeepChannels>()
        .AddSingleton<CloseChannels>()
        .AddSingleton<SignalBox>()
        .AddSingleton<ReceiveSignals>()
        .AddSingleton<FollowSignals>();
}
