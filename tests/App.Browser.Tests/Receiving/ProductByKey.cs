using System.Net.Http.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Browser.Tests.Receiving;

/// <summary>The product in a process of its own, worked by its API alone, with the key of an Owner.</summary>
internal sealed class ProductByKey : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly AppProcess _app;
    private string _key = "";

    private ProductByKey(DirectoryInfo data, AppProcess app) => (_data, _app) = (data, app);

    public static async Task<ProductByKey> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("integrations-by-key-");
        var product = new ProductByKey(data, await AppProcess.StartAsync(new AppProcessStart
        {
            Settings = new Dictionary<string, string?>
            {
                ["Data:Folder"] = data.FullName,
                ["Sandbox:Enabled"] = "false",
                ["App:PublicUrl"] = "http://127.0.0.1:9",
                ["Auth:Issuer"] = "https://issuer.invalid",
                ["Auth:ClientId"] = "test",
                ["Auth:ClientSecret"] = "test",
            },
        }));
        product._key = await product.MakeKeyAsync();
        return product;
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Headers = { Authorization = new("Bearer", _key) }, Content = JsonContent.Create(body) };
        using var response = await _app.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    private async Task<string> MakeKeyAsync()
    {
        var file = DatabaseSetup.SqliteFile(Path.Combine(_data.FullName, "integrations.db"));
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddAppDatabase(DatabaseProvider.Sqlite, file).BuildServiceProvider();
        var (database, now) = (services.GetRequiredService<AppDatabase>(), TimeProvider.System.Now());
        var organization = new Organization { Id = Guid.CreateVersion7(), Name = "Northwind", CreatedAt = now };
        var owner = new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = "test", Subject = "owner", Name = "Owner", Role = Role.Owner, CreatedAt = now, LastSeenAt = now };
        await using (var db = database.ForSystem("a test begins"))
        {
            db.AddRange(organization, owner);
            await db.SaveChangesAsync();
        }

        return (await new CreateApiKey(database, TimeProvider.System).RunAsync(new Actor.Person(organization.Id, owner.Id), "Test", mayWrite: true, CancellationToken.None)).Value.Secret;
    }
}
