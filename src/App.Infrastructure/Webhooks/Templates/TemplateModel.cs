using System.Globalization;
using System.Text.Json;
using App.Infrastructure.Json;
using Fluid.Values;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>A message as templates see it: its JSON, and nothing of .NET.</summary>
/// <param name="At">Its timestamp, which is also what <c>now</c> says, so that a message sent again is the same.</param>
internal sealed record TemplateModel(FluidValue Root, DateTimeOffset At)
{
    public static TemplateModel Of(string messageBody)
    {
        using var message = JsonDocument.Parse(messageBody);
        var at = message.RootElement.ValueKind == JsonValueKind.Object
            && message.RootElement.TryGetProperty("timestamp", out var timestamp)
            && timestamp.ValueKind == JsonValueKind.String
            && timestamp.TryGetDateTimeOffset(out var told) ? told : DateTimeOffset.UnixEpoch;
        return WholeText.FindBroken(message.RootElement, "") is null ? new TemplateModel(Value(message.RootElement), at) : throw new TemplateException("The message has text that can't be read.");
    }

    private static FluidValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new DictionaryValue(new FluidValueDictionaryFluidIndexable(Fields(element))),
        JsonValueKind.Array => new ArrayValue(element.EnumerateArray().Select(Value).ToArray()),
        JsonValueKind.String => new StringValue(element.GetString()),
        JsonValueKind.Number => element.TryGetDecimal(out var number) ? NumberValue.Create(number) : new StringValue(element.GetRawText()),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        _ => NilValue.Instance,
    };

    private static Dictionary<string, FluidValue> Fields(JsonElement element)
    {
        var fields = new Dictionary<string, FluidValue>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            fields[field.Name] = Value(field.Value);
        }

        return fields;
    }

    /// <summary>A value as JSON, quotes and all.</summary>
    public static void Write(Utf8JsonWriter writer, FluidValue value, TemplateRun run)
    {
        switch (value.Type)
        {
            case FluidValues.Array:
                writer.WriteStartArray();
                foreach (var item in value.Enumerate(run))
                {
                    Write(writer, item, run);
                }

                writer.WriteEndArray();
                break;
            case FluidValues.Dictionary:
                writer.WriteStartObject();
                foreach (var field in value.Enumerate(run).OfType<ArrayValue>())
                {
                    writer.WritePropertyName(field.Values[0].ToStringValue());
                    Write(writer, field.Values[1], run);
                }

                writer.WriteEndObject();
                break;
            case FluidValues.Number:
                writer.WriteNumberValue(value.ToNumberValue());
                break;
            case FluidValues.Boolean:
                writer.WriteBooleanValue(value.ToBooleanValue());
                break;
            case FluidValues.DateTime:
                writer.WriteStringValue(((DateTimeOffset)value.ToObjectValue()).ToString("O", CultureInfo.InvariantCulture));
                break;
            case FluidValues.String:
                writer.WriteStringValue(value.ToStringValue());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
