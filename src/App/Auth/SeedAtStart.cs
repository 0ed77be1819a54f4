using App.Infrastructure.Organizations;

namespace App.Auth;

/// <summary>Makes the configured organizations before the first request, in Development.</summary>
internal sealed class SeedAtStart(SeedOrganizations seed) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => seed.RunAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
