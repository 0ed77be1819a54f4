using System.Text.Json;
using App.Domain.Webhooks.Events;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>A message of each type as it may arrive, kept for ever: what it holds is held by every later one of its version.</summary>
public static class EventSamples
{
    /// <returns>The whole body, indented for people.</returns>
    public static string Read(EventType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        using var stream = typeof(EventSamples).Assembly.GetManifestResourceStream($"samples/{type.Name}.v{type.Version}.json")
            ?? throw new InvalidOperationException($"There is no sample of {type.Name}, version {type.Version}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <returns>The same as it is sent: on one line.</returns>
    public static string ReadCompact(EventType type)
    {
        using var sample = JsonDocument.Parse(Read(type));
        return JsonSerializer.Serialize(sample.RootElement, EventJson.Options);
    }
}
