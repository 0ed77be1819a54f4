using App.Infrastructure.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Where vendors may push to: the configured public address, if it is one they take. That is https alone; a loopback address will do in Development, where
/// the vendors are simulated. Without one there is no push, and everything works by polling.
/// </summary>
public sealed class PushAddress(IOptions<AppOptions> options, PublicUrl publicUrl, IHostEnvironment? environment = null)
{
    public const string Path = "/api/v1/inbound";

    /// <summary>Ends without a slash; null where vendors can't push.</summary>
    public string? Base => options.Value.PublicUrl is { } url && (url.Scheme == Uri.UriSchemeHttps || (url.IsLoopback && environment?.IsDevelopment() is true)) ? publicUrl.Base : null;

    /// <summary>Where signals of one channel go.</summary>
    public static Uri Of(string address, string provider, string channelId) => new($"{address}{Path}/{provider}/{channelId}");
}
