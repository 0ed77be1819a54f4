using System.Text.Json;
using System.Text.Json.Serialization;
using App.Domain.Connections;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>The clear text inside a seal: tokens as JSON. The format is kept readable for ever; members are only added.</summary>
internal sealed class SealedTokens
{
    [JsonPropertyName("a")]
    public required string Access { get; init; }

    [JsonPropertyName("r")]
    public string? Refresh { get; init; }

    /// <summary>Unix milliseconds.</summary>
    [JsonPropertyName("e")]
    public long? Expires { get; init; }

    [JsonPropertyName("s")]
    public string? Scopes { get; init; }

    public static string Write(Tokens tokens) => JsonSerializer.Serialize(
        new SealedTokens { Access = tokens.AccessToken, Refresh = tokens.RefreshToken, Expires = tokens.ExpiresAt?.ToUnixTimeMilliseconds(), Scopes = tokens.Scopes },
        SealedTokensJson.Default.SealedTokens);

    public static Tokens Read(string text)
    {
        var read = JsonSerializer.Deserialize(text, SealedTokensJson.Default.SealedTokens)!;
        return new Tokens(read.Access, read.Refresh, read.Expires is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : null, read.Scopes);
    }
}

[JsonSerializable(typeof(SealedTokens))]
internal sealed partial class SealedTokensJson : JsonSerializerContext;
