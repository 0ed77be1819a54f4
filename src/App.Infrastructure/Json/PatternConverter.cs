using System.Text.Json;
using System.Text.Json.Serialization;
using App.Domain.Time;
using NodaTime.Text;

namespace App.Infrastructure.Json;

/// <summary>Times in JSON as text of one pattern, within the years this product knows.</summary>
/// <param name="what">What it must be, for whoever wrote something else.</param>
public sealed class PatternConverter<T>(IPattern<T> pattern, Func<T, int> year, string what) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || pattern.Parse(reader.GetString()!) is not { Success: true, Value: var read })
        {
            throw new JsonException($"Must be {what}.");
        }

        return Clock.IsYear(year(read)) ? read : throw new JsonException("Must be between 1990 and 2090.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(pattern.Format(value));
    }
}
