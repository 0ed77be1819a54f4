using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>Moments as Graph writes them: UTC, of items with seven decimals.</summary>
internal static class GraphStamp
{
    private static readonly InstantPattern SevenDecimals = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");

    public static string Of(Instant at) => SevenDecimals.Format(at);

    public static string Seconds(Instant at) => InstantPattern.General.Format(at);
}
