using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;

namespace App.Infrastructure.Providers.IncomingWebhook;

/// <summary>A message of <c>type</c> and <c>data</c>, signed as Standard Webhooks says.</summary>
internal sealed partial class IncomingWebhookReceiver : IWebhookReceiver
{
    /// <summary>What tells it on puts it into answers of its own, which are not deeper than 64.</summary>
    internal const int MostDepth = 32;

    private const int MostId = 200;

    private static readonly Failure BadId = new Failure.Invalid(MessageSignature.IdHeader, $"Must be 1 to {MostId} visible ASCII characters.");
    private static readonly Failure BadBody = new Failure.Invalid("body", $"Must be a JSON object of valid text with a type and data, which is an object; at most {MostDepth} deep.");
    private static readonly Failure BadType = new Failure.Invalid("type", $"Must be words of a–z, 0–9 and _ joined by dots, at most {Message.MostType} characters.");
    private static readonly Failure BadSubject = new Failure.Invalid("subject", $"Must be text of 1 to {PublishEvent.MostSubject} characters.");
    private static readonly Failure OurType = new Failure.Invalid("type", "Is of what this product tells by itself.");
    private static readonly Failure TooLarge = new Failure.Invalid("body", $"Must be at most {Message.MostBytes / 1024} KB.");

    public InboundAddress Address => InboundAddress.Connection;

    public Result<InboundContent> Read(InboundRequest request, InboundTrust trust)
    {
        var (id, body) = (request.Header(MessageSignature.IdHeader), request.Body);
        if (MessageSignature.Verify(id, request.Header(MessageSignature.TimestampHeader), request.Header(MessageSignature.SignatureHeader), body.Span, trust.Secrets, trust.Now).Failure is { } refused)
        {
            return refused;
        }

        if (id is not { Length: <= MostId } || id.Any(c => c is < '!' or > '~'))
        {
            return BadId;
        }

        return body.Length > Message.MostBytes ? TooLarge : ReadType(body).Select(type => (InboundContent)new InboundContent.Event(id, type));
    }

    private static Result<string> ReadType(ReadOnlyMemory<byte> body)
    {
        try
        {
            RequireText(body.Span);
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MostDepth });
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                ? !root.TryGetProperty("subject", out var subject) || IsSubject(subject) ? Known(type.GetRawText()[1..^1]) : BadSubject
                : BadBody;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return BadBody;
        }
    }

    /// <summary>Every name and text is one that can be read, by whoever gets it later too: half of a pair of surrogates is none, however it is written.</summary>
    /// <exception cref="InvalidOperationException">One is not.</exception>
    private static void RequireText(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                _ = reader.GetString();
            }
        }
    }

    private static bool IsSubject(JsonElement subject) =>
        subject.ValueKind == JsonValueKind.Null
        || (subject.ValueKind == JsonValueKind.String && subject.GetString() is var text && !string.IsNullOrWhiteSpace(text) && text.Length <= PublishEvent.MostSubject && !text.Any(char.IsControl));

    /// <summary>As it is written: what is escaped is no name.</summary>
    private static Result<string> Known(string type) =>
        type.Length > Message.MostType || !Name().IsMatch(type) ? BadType
        : EventTypes.All.Any(t => t.Name == type && !t.IsPublished) ? OurType
        : type;

    [GeneratedRegex(@"^[a-z0-9_]+(\.[a-z0-9_]+)*\z")]
    private static partial Regex Name();
}
