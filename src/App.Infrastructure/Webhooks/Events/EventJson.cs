using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using App.Infrastructure.Json;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>JSON of what endpoints are told: as the API writes it. Of what programs tell, a name that is not known is refused, and so is a required one that is missing.</summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new PatternConverter<Instant>(InstantPattern.ExtendedIso, i => i.InUtc().Year, "an instant in UTC such as 2026-01-12T09:00:00Z"),
            new PatternConverter<LocalDate>(LocalDatePattern.Iso, d => d.Year, "a date such as 2026-01-12"),
        },
    };
}
