using App.Infrastructure.Database;
using App.Sandbox;

namespace App.Hosting;

/// <summary>The simulated vendors inside the application, where they are switched on; otherwise nothing of them is there.</summary>
internal static class SandboxHosting
{
    private const string Folder = $"{SandboxOptions.Section}:{nameof(SandboxOptions.Folder)}";

    public static void AddSandboxIfEnabled(this WebApplicationBuilder builder)
    {
        if (!IsEnabled(builder.Configuration))
        {
            return;
        }

        var data = builder.Configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new();
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddOptions<SandboxOptions>().PostConfigure<Installation>((options, installation) =>
            options.Folder = installation.PathOf(builder.Configuration[Folder] ?? Path.Combine(data.Folder, "sandbox")));
    }

    public static void MapSandboxIfEnabled(this WebApplication app)
    {
        if (IsEnabled(app.Configuration))
        {
            app.MapSandbox();
        }
    }

    private static bool IsEnabled(IConfiguration configuration) =>
        configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()?.Enabled is true;
}
