using App.Infrastructure.Database;

namespace App.Infrastructure.Tests.Organizations;

/// <summary>A suite that runs on each database. The house is built anew for every test.</summary>
public abstract class OnEveryDatabase(DatabaseProvider provider) : IAsyncLifetime
{
    private House? _house;

    protected House House
    {
        get
        {
            Skip.If(_house is null, PostgresServer.Missing);
            return _house!;
        }
    }

    protected virtual (string Key, string Value)[] Settings => [];

    protected async Task RebuildAsync(params (string Key, string Value)[] settings)
    {
        await DisposeAsync();
        _house = await House.BuildAsync(provider, settings);
    }

    public async Task InitializeAsync()
    {
        if (provider == DatabaseProvider.Sqlite || PostgresServer.Missing is null)
        {
            _house = await House.BuildAsync(provider, Settings);
        }
    }

    public async Task DisposeAsync()
    {
        if (_house is not null)
        {
            await _house.DisposeAsync();
        }
    }
}
