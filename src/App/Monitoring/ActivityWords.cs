using System.Text.Json;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Ui;

namespace App.Monitoring;

/// <summary>How a line of the log is shown.</summary>
internal static class ActivityWords
{
    public static ActivityLine Line(Activity activity) => new(activity.Id, activity.At, ToneOf(activity), activity.Text, activity.By);

    public static Tone ToneOf(Activity activity) => activity.Level switch
    {
        ActivityLevel.Error => Tone.Bad,
        ActivityLevel.Warning => Tone.Warn,
        _ => activity.Kind is "connection.connected" or "connection.reconnected" or "connection.recovered" or "connection.resumed" ? Tone.Ok : Tone.Idle,
    };

    /// <summary>The particulars, one fact a line; nothing where there are none.</summary>
    public static IReadOnlyList<(string Name, string Value)> Particulars(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.Detail))
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(activity.Detail);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ToString()))]
                : [("detail", activity.Detail)];
        }
        catch (JsonException)
        {
            return [("detail", activity.Detail)];
        }
    }
}
