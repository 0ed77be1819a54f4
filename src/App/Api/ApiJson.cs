using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace App.Api;

/// <summary>JSON of the API: camelCase, instants in RFC 3339 UTC, dates as dates, enums as words, nothing unknown accepted.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new PatternConverter<Instant>(InstantPattern.ExtendedIso, "an instant in UTC such as 2026-01-12T09:00:00Z"));
        options.Converters.Add(new PatternConverter<LocalDateTime>(LocalMoment.Pattern, "a local time such as 2026-01-12T09:00:00"));
        options.Converters.Add(new PatternConverter<LocalDate>(LocalDatePattern.Iso, "a date such as 2026-01-12"));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    private sealed class PatternConverter<T>(IPattern<T> pattern, string what) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && pattern.Parse(reader.GetString()!) is { Success: true } parsed ? parsed.Value : throw new JsonException($"Must be {what}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
