using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using App.Infrastructure.Json;
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
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNulls);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new PatternConverter<Instant>(InstantPattern.ExtendedIso, i => i.InUtc().Year, "an instant in UTC such as 2026-01-12T09:00:00Z"));
        options.Converters.Add(new PatternConverter<LocalDateTime>(LocalMoment.Pattern, l => l.Year, "a local time such as 2026-01-12T09:00:00"));
        options.Converters.Add(new PatternConverter<LocalDate>(LocalDatePattern.Iso, d => d.Year, "a date such as 2026-01-12"));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    /// <summary>Lists hold no null: what <see cref="JsonSerializerOptions.RespectNullableAnnotations"/> says of fields, said of their elements.</summary>
    private static void RefuseNulls(JsonTypeInfo type)
    {
        var lists = type.Properties.Where(p => p.Get is not null && p.PropertyType.IsAssignableTo(typeof(IEnumerable<object>))).ToList();
        if (type.Kind == JsonTypeInfoKind.Object && lists.Count > 0)
        {
            type.OnDeserialized = body =>
            {
                if (lists.Find(p => ((IEnumerable<object?>?)p.Get!(body))?.Contains(null) is true) is { } wrong)
                {
                    throw new JsonException("Must be a list without nulls.", $"$.{wrong.Name}", null, null);
                }
            };
        }
    }
}
