namespace App.Sandbox;

/// <summary>The sandbox as a program of its own: the vendors live on when the app is killed or restarted.</summary>
public static class Program
{
    private const string DefaultUrl = "http://127.0.0.1:5100";

    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSandbox(builder.Configuration);
        var app = builder.Build();
        app.MapGet("/", () => Results.Redirect("/sandbox"));
        app.MapSandbox();
        app.MapSandboxWellKnown();
        await app.RunAsync();
    }
}
