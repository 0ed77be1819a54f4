using System.Diagnostics;
using OpenTelemetry;

namespace App.Hosting.Telemetry;

/// <summary>
/// Takes out of spans what can carry a credential: query strings (codes, state) and, of our own addresses, everything but the route
/// (invitation links carry their token in the path).
/// </summary>
internal sealed class SecretlessSpans : BaseProcessor<Activity>
{
    private static readonly string[] Queries = ["url.query", "http.target"];
    private static readonly string[] Addresses = ["url.full", "http.url"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Queries)
        {
            data.SetTag(tag, null);
        }

        foreach (var tag in Addresses)
        {
            if (data.GetTagItem(tag) is string address && address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
            {
                data.SetTag(tag, address[..query]);
            }
        }

        if (data.Kind == ActivityKind.Server)
        {
            data.SetTag("url.path", null);
        }
    }
}
