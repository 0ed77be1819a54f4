using App.Infrastructure.Database;

namespace App.Infrastructure.Tests.Conflicts;

/// <summary>A suite on each database; the stage is set anew for every test.</summary>
public abstract class OnStage(DatabaseProvider provider) : IAsyncLifetime
{
    private Stage? _stage;

    private protected Stage Stage
    {
        get
        {
            Skip.If(_stage is null, PostgresServer.Missing);
            return _stage!;
        }
    }

    public async Task InitializeAsync()
    {
        if (provider == DatabaseProvider.Sqlite || PostgresServer.Missing is null)
        {
            _stage = await Stage.BuildAsync(provider);
        }
    }

    public async Task DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.World.DisposeAsync();
        }
    }
}
