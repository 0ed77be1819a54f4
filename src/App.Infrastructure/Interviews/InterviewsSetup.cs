using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Interviews;

/// <summary>Registers the use cases of interviews.</summary>
public static class InterviewsSetup
{
    public static IServiceCollection AddInterviews(this IServiceCollection services) => services
        .AddSingleton<ListInterviews>()
        .AddSingleton<CorrectInterview>();
}
