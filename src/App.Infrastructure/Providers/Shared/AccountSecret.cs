using System.Text.Json;
using System.Text.Json.Serialization;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.Shared;

/// <summary>What a <see cref="Grant"/> holds of an account that was opened by typing. The format is kept readable for ever; members are only added.</summary>
internal sealed record AccountSecret
{
    [JsonPropertyName("u")]
    public required Uri Url { get; init; }

    [JsonPropertyName("n")]
    public string? UserName { get; init; }

    [JsonPropertyName("p")]
    public string? Password { get; init; }

    /// <summary>Mail addresses of its owner, the one she invites from first, as they were known when it was opened; null where nobody asked for them.</summary>
    [JsonPropertyName("a")]
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>What its calendar is called, where the account is a single one.</summary>
    [JsonPropertyName("t")]
    public string? Title { get; init; }

    public static AccountSecret Of(Grant grant) => JsonSerializer.Deserialize(grant.Secret, AccountSecretJson.Default.AccountSecret)!;

    public string Write() => JsonSerializer.Serialize(this, AccountSecretJson.Default.AccountSecret);

    public override string ToString() => "AccountSecret";
}

[JsonSerializable(typeof(AccountSecret))]
internal sealed partial class AccountSecretJson : JsonSerializerContext;
