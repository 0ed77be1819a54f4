using App.Infrastructure.Providers.IncomingWebhook;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Registers what takes, keeps and works on what services send.</summary>
public static class InboundSetup
{
    public static IServiceCollection AddInbound(this IServiceCollection services) => services
        .AddSingleton<InboundSignal>()
        .AddSingleton<Refusals>()
        .AddSingleton<ReceiveEvents>()
        .AddSingleton<ReceiveInbound>()
        .AddSingleton<InboundClaims>()
        .AddSingleton<WorkInbound>()
        .AddSingleton<InboundSources>()
        .AddSingleton<OpenInbound>()
        .AddSingleton<SetInboundSource>()
        .AddSingleton<EndInboundSecret>()
        .AddSingleton<ListInbound>()
        .AddSingleton<ReplayInbound>()
        .AddKeyedSingleton<IInboundHandler, TellOn>(IncomingWebhookProvider.Key);
}
