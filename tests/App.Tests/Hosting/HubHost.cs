using App.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Tests.Hosting;

/// <summary>The whole application in this process: on a port of its own, on an empty folder, with the sandbox inside.</summary>
public sealed class HubHost : WebApplicationFactory<Installation>
{
    private readonly IReadOnlyDictionary<string, string> _settings;

    private HubHost(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    public string Folder { get; } = Directory.CreateTempSubdirectory("integrations-app-").FullName;

    public RecordedLog Log { get; } = new();

    public Uri Address => ClientOptions.BaseAddress;

    public static HubHost Start(params (string Key, string Value)[] settings)
    {
        var host = new HubHost(settings.ToDictionary(s => s.Key, s => s.Value));
        host.UseKestrel(0);
        host.StartServer();
        return host;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Somebody with a browser of her own.</summary>
    public Visitor Visit() => new(Address);

    public async Task<Visitor> SignInAsync(string person)
    {
        var visitor = Visit();
        await visitor.SignInAsync(person);
        return visitor;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Data:Folder", Folder);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
