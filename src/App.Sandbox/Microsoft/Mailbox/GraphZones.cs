using NodaTime;
using NodaTime.TimeZones;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>
/// Time zones as Graph names them: Windows names, and of the IANA names only one for each of them
/// (learn.microsoft.com/graph/api/resources/datetimetimezone: Europe/Berlin is there, Europe/Zurich is not).
/// </summary>
internal static class GraphZones
{
    public const string Utc = "UTC";

    /// <summary>What a client gets for a zone that has no name.</summary>
    public const string Custom = "tzone://Microsoft/Custom";

    private static readonly IReadOnlyDictionary<string, string> ByWindowsName =
        new Dictionary<string, string>(TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping, StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyDictionary<string, string> ByIanaName = TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping
        .GroupBy(m => m.Value, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First().Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone of a name a client may use; null if Graph does not take it.</summary>
    public static DateTimeZone? Find(string? name) => name switch
    {
        null => null,
        _ when string.Equals(name, Utc, StringComparison.OrdinalIgnoreCase) => DateTimeZone.Utc,
        _ when ByWindowsName.TryGetValue(name, out var id) => DateTimeZoneProviders.Tzdb[id],
        _ when ByIanaName.ContainsKey(name) => DateTimeZoneProviders.Tzdb[name],
        _ => null,
    };

    /// <summary>The Windows name under which Graph keeps what a client named.</summary>
    public static string WindowsName(string name) => ByIanaName.GetValueOrDefault(name, name);

    /// <summary>The Windows name of a zone of the time-zone database.</summary>
    public static string WindowsName(DateTimeZone zone) => zone == DateTimeZone.Utc ? Utc : TzdbDateTimeZoneSource.Default.TzdbToWindowsIds[zone.Id];
}
