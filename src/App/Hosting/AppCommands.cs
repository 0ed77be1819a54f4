using System.CommandLine;
using System.Data.Common;
using App.Hosting.Settings;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace App.Hosting;

/// <summary>What the program does by its arguments: serve, or one command. Settings can follow each (<c>--Database:Provider=postgresql</c>).</summary>
internal sealed class AppCommands(Func<string[], WebApplication> build)
{
    private const int Ok = 0;
    private const int Failed = 1;

    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };

    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        var root = new AppCommands(build).Root();
        if (args is [var first, ..] && first is [not ('-' or '/' or '['), ..] && !first.Contains('=', StringComparison.Ordinal) && root.Subcommands.All(c => c.Name != first))
        {
            await Console.Error.WriteLineAsync($"There is no command {first}. Commands: {string.Join(", ", root.Subcommands.Select(c => c.Name))}.");
            return Failed;
        }

        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private RootCommand Root()
    {
        var root = new RootCommand("Runs the integrations hub. Settings follow as --Section:Key=value.")
        {
            Command("migrate", "Brings the database to this version's schema.", MigrateAsync),
            new Command("keys", "Looks after the key ring.")
            {
                Command("give-up-lost", "For a key ring that is gone for good: asks for everything again that no key opens.", GiveUpLostAsync, Yes),
                Command("rotate", "Makes a new key and seals every stored credential with it; the application may run meanwhile.", RotateAsync),
            },
            Command("config", "Prints every setting as a markdown table.", PrintSettingsAsync),
        };
        Define(root, ServeAsync);
        return root;
    }

    private static Command Command(string name, string description, Func<ParseResult, CancellationToken, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, description);
        Array.ForEach(options, command.Add);
        Define(command, run);
        return command;
    }

    private static void Define(Command command, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((given, cancellationToken) => ExplainAsync(() => run(given, cancellationToken)));
    }

    /// <summary>What is neither a command nor an option of one is a setting.</summary>
    private WebApplication Build(ParseResult given) => build([.. given.UnmatchedTokens]);

    private async Task<int> ServeAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var app = Build(given);
        if (app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateAtStart)
        {
            await app.Services.GetRequiredService<MigrateDatabase>().RunAsync(cancellationToken);
        }

        app.Services.GetRequiredService<SettleDatabase>().Run();
        await app.Services.GetRequiredService<CheckSeals>().RunAsync(cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine($"Open {app.Services.GetRequiredService<Infrastructure.Hosting.PublicUrl>().Base}"));
        var disk = app.Services.GetRequiredService<LostDisk>();
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (disk.HasStopped)
        {
            // It was still starting.
        }

        return disk.HasStopped ? Failed : Ok;
    }

    private async Task<int> MigrateAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var app = Build(given);
        var applied = await app.Services.GetRequiredService<MigrateDatabase>().RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
        return Ok;
    }

    private async Task<int> RotateAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var app = Build(given);
        var rotation = await app.Services.GetRequiredService<RotateKeys>().RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Key {rotation.Key}: {rotation.Resealed} sealed anew, {rotation.Current} were already, {rotation.Shut} can't be opened by any key.");
        return rotation.Shut == 0 ? Ok : Failed;
    }

    private async Task<int> GiveUpLostAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var app = Build(given);
        var lost = app.Services.GetRequiredService<GiveUpLostCredentials>();
        var found = await lost.FindAsync(cancellationToken);
        if (found.IsNothing)
        {
            await Console.Out.WriteLineAsync("The key ring opens everything that is stored. Nothing was changed.");
            return Ok;
        }

        if (!given.GetValue(Yes) && !await AgreesAsync(found, cancellationToken))
        {
            await Console.Out.WriteLineAsync("Nothing was changed.");
            return Failed;
        }

        var done = await lost.RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"{Words(done)} were given up. Members are asked to reconnect; administrators enter client secrets again under Settings, Providers, and mend the webhooks that were switched off or stay paused.");
        return Ok;
    }

    private static async Task<bool> AgreesAsync(LostCredentials found, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"No key in the data folder opens what is stored for {Words(found)}.");
        await Console.Out.WriteAsync("If a copy of the right key ring may still exist, put it back instead: this can't be undone. Give them up? [yes/no] ");
        return (await Console.In.ReadLineAsync(cancellationToken))?.Trim() is "yes";
    }

    private static string Words(LostCredentials lost) => $"{Some(lost.Connections, "connection")}, {Some(lost.Secrets, "client secret")}, {Some(lost.Attempts, "attempt")} to connect, {Some(lost.Webhooks, "secret")} of webhooks and {Some(lost.Revocations, "revocation")}{(lost.PushKey ? ", and the key of push channels," : "")}";

    private static string Some(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static async Task<int> PrintSettingsAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(SettingsTable.Markdown().AsMemory(), cancellationToken);
        return Ok;
    }

    /// <summary>What an operator can mend is one sentence; everything else is a bug and shows its trace.</summary>
    private static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
        }
        catch (DbException refused)
        {
            await Console.Error.WriteLineAsync($"The application did not start, because the database refused: {refused.Message}");
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException || failure is IOException and not FileNotFoundException || failure.InnerException is AddressInUseException or FormatException)
        {
            await Console.Error.WriteLineAsync($"The application did not start: {failure.Message}");
        }

        return Failed;
    }
}
