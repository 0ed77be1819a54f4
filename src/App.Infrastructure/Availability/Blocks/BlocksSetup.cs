using App.Infrastructure.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Registers the use cases of time blocks.</summary>
public static class BlocksSetup
{
    public static IServiceCollection AddBlocks(this IServiceCollection services) => services
        .AddSingleton<CreateBlock>()
        .AddSingleton<ChangeBlock>()
        .AddSingleton<DeleteBlock>()
        .AddSingleton<ListBlocks>()
        .AddSingleton<LayOutBlocks>()
        .AddSingleton<IMemberLeaving, DropLeavingBlocks>();
}
