using App.Infrastructure.Conflicts.Resolutions;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Conflicts;

/// <summary>Registers what finds conflicts and the use cases that decide them.</summary>
public static class ConflictsSetup
{
    public static IServiceCollection AddConflicts(this IServiceCollection services) => services
        .AddSingleton<ConflictWork>()
        .AddSingleton<DetectConflicts>()
        .AddSingleton<GiveWay>()
        .AddSingleton<ListConflicts>()
        .AddSingleton<MoveBooking>()
        .AddSingleton<SuggestResolutions>()
        .AddSingleton<PreviewResolution>()
        .AddSingleton<ResolveConflicts>()
        .AddSingleton<UndoResolution>()
        .AddSingleton<ListHistory>();
}
