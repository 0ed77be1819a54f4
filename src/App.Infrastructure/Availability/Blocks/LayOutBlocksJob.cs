using App.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Every hour: lays out blocks whose week is over.</summary>
public sealed class LayOutBlocksJob(LayOutBlocks blocks, ILogger<LayOutBlocksJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => blocks.RunAsync(cancellationToken);
}
