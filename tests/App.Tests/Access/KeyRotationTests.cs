using System.Net;
using App.Tests.Hosting;

namespace App.Tests.Access;

public sealed class KeyRotationTests
{
    private const string Email = "alice@northwind.example";

    [Fact]
    public async Task Keys_are_rotated_by_command_while_the_application_runs_and_nothing_is_lost()
    {
        var folder = Directory.CreateTempSubdirectory("integrations-rotation-");
        await using (var app = await AppProcess.StartAsync(new AppProcessStart { Settings = Settings(folder) }))
        {
            using var alice = new Visitor(new Uri(app.Url));
            await alice.SignInAsync(Email);
            var id = await Story.ConnectAsync(alice, Email);

            await using var command = AppProcess.Launch(new AppProcessStart { Arguments = ["keys", "rotate"], Settings = Settings(folder) });
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await command.WaitForExitAsync(limit.Token);
            var refreshed = await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/refresh"), HttpStatusCode.OK);

            Assert.True(command.ExitCode == 0, command.Output);
            Assert.Contains("0 can't be opened", command.Output, StringComparison.Ordinal);
            Assert.Equal("active", (string?)refreshed["status"]);
            Assert.Equal(2, folder.GetFiles("key-*.xml", SearchOption.AllDirectories).Length);
        }

        folder.Delete(recursive: true);
    }

    private static Dictionary<string, string?> Settings(DirectoryInfo folder) => new() { ["Data:Folder"] = folder.FullName };
}
