namespace App.Tests.Hosting;

/// <summary>The program as an operator starts it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-command-");

    [Fact]
    public async Task Wrong_settings_stop_the_start_with_one_message_and_no_trace()
    {
        var (code, output) = await RunAsync([], ("Database:Provider", "oracle"), ("App:PublicUri", "https://hub.example.com"), ("Mail:Port", "zero"));

        Assert.Equal(1, code);
        Assert.Contains("3 settings are wrong", output, StringComparison.Ordinal);
        Assert.All((string[])["Database:Provider", "App:PublicUri", "Mail:Port"], key => Assert.Contains(key, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence()
    {
        var (code, output) = await RunAsync(["migrate"], ("Database:Provider", "postgresql"), ("Database:ConnectionString", $"Host=127.0.0.1;Port={Ports.Free()};Username=nobody;Database=nothing;Timeout=3"));

        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_none_is_told_which_there_are()
    {
        var (code, output) = await RunAsync(["migrat"]);

        Assert.Equal(1, code);
        Assert.Contains("migrate", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_makes_the_database_and_rotating_keys_seals_it_anew()
    {
        var (migrated, first) = await RunAsync(["migrate", $"--Data:Folder={_folder.FullName}"]);
        var (again, second) = await RunAsync(["migrate", $"--Data:Folder={_folder.FullName}"]);
        var (rotated, third) = await RunAsync(["keys", "rotate", $"--Data:Folder={_folder.FullName}"]);

        Assert.Equal((0, 0, 0), (migrated, again, rotated));
        Assert.Contains("Applied", first, StringComparison.Ordinal);
        Assert.Contains("up to date", second, StringComparison.Ordinal);
        Assert.Contains("0 can't be opened", third, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "integrations.db")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Output)> RunAsync(string[] arguments, params (string Key, string Value)[] settings)
    {
        await using var program = AppProcess.Launch(new AppProcessStart
        {
            Arguments = arguments,
            Settings = settings.Append(("Data:Folder", _folder.FullName)).DistinctBy(s => s.Item1).ToDictionary(s => s.Item1, s => (string?)s.Item2),
        });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await program.WaitForExitAsync(limit.Token);
        return (program.ExitCode, program.Output);
    }
}
