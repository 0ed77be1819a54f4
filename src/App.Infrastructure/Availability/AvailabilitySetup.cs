using App.Infrastructure.Availability.Blocks;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Availability;

/// <summary>Registers what tells when members are free, and the time they block.</summary>
public static class AvailabilitySetup
{
    public static IServiceCollection AddAvailability(this IServiceCollection services)
    {
        services.AddOptions<AvailabilityOptions>().BindConfiguration(AvailabilityOptions.Section);
        return services
            .AddBlocks()
            .AddSingleton<LiveReads>()
            .AddSingleton<ReadBusy>()
            .AddSingleton<JudgeTime>()
            .AddSingleton<ReadAvailability>()
            .AddSingleton<ExplainTime>()
            .AddSingleton<ReadAvailabilityRules>()
            .AddSingleton<ChangeAvailabilityRules>();
    }
}
