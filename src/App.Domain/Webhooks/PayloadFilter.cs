using System.Text.Json;

namespace App.Domain.Webhooks;

/// <summary>How a field of a message is compared.</summary>
public enum FilterOperator
{
    /// <summary>It is one of the values.</summary>
    In = 0,

    /// <summary>It is none of the values, or not there.</summary>
    NotIn = 1,

    /// <summary>It is there and not null.</summary>
    Exists = 2,

    /// <summary>It is not there, or null.</summary>
    Missing = 3,
}

/// <summary>A condition on a message: of those that don't meet it an endpoint is not told.</summary>
/// <param name="Field">Names below <c>data</c>, separated by dots: <c>booking.kind</c>.</param>
/// <param name="Values">Compared as text, exactly; numbers as they are written, <c>true</c> and <c>false</c>. Of an array one element has to fit.</param>
public sealed record PayloadFilter(string Field, FilterOperator Operator, IReadOnlyList<string> Values)
{
    public const int MostFilters = 10;
    public const int MostField = 200;
    public const int MostValues = 50;
    public const int MostValue = 200;

    /// <summary>Never throws: text that is none (half a surrogate pair) is like a field that is not there.</summary>
    /// <param name="message">The whole message.</param>
    public bool Holds(JsonElement message)
    {
        try
        {
            return Meets(message);
        }
        catch (InvalidOperationException)
        {
            return Operator is FilterOperator.Missing or FilterOperator.NotIn;
        }
    }

    private bool Meets(JsonElement message)
    {
        var found = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("data", out var data) ? Find(data) : default;
        var isThere = found.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
        return Operator switch
        {
            FilterOperator.Exists => isThere,
            FilterOperator.Missing => !isThere,
            FilterOperator.In => isThere && Fits(found),
            _ => !isThere || !Fits(found),
        };
    }

    private JsonElement Find(JsonElement element)
    {
        foreach (var name in Field.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    private bool Fits(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Array && Fits(e)),
        JsonValueKind.String => Values.Contains(element.GetString()),
        JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined => false,
        _ => Values.Contains(element.GetRawText()),
    };
}
