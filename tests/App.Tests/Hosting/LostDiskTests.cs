using App.Domain.Organizations;
using App.Domain.Time;
using App.Hosting;
using App.Infrastructure.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Tests.Hosting;

/// <summary>The program on a disk that refuses: played by a flush that fails, for nothing else of it can be played.</summary>
public sealed class LostDiskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-disk-");

    [Fact]
    public async Task The_server_ends_with_a_failure_and_says_why()
    {
        var (log, refuses) = (new RecordedLog(), false);
        var code = await AppCommands.RunAsync([$"--Data:Folder={_folder.FullName}", "--App:PublicUrl=https://hub.example.com", "--urls=http://127.0.0.1:0"], settings =>
        {
            var builder = Installation.CreateBuilder(settings);
            builder.AddHosting();
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton(services => new CommitLog(() => ThrowIf(refuses), services.GetRequiredService<LostDisk>().Stop));
            var app = builder.Build();
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                refuses = true;
                _ = AddAsync(app);
            });
            return app;
        });

        Assert.Equal(1, code);
        Assert.Contains(log.Lines, line => line.StartsWith("Critical ", StringComparison.Ordinal) && line.Contains("The disk refused to keep a change", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static void ThrowIf(bool refuses)
    {
        if (refuses)
        {
            throw new IOException("Input/output error");
        }
    }

    private static async Task AddAsync(WebApplication app)
    {
        await using var db = app.Services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Northwind", CreatedAt = TimeProvider.System.Now() });
        await Assert.ThrowsAsync<IOException>(() => db.SaveChangesAsync());
    }
}
