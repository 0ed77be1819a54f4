using System.Text.Json;

namespace App.Auth;

/// <summary>Why an id_token or an answer of the issuer was not believed. Carries no part of it.</summary>
internal sealed class IssuerRefusedException(string what, Exception? inner = null) : Exception($"The issuer's answer was refused: {what}.", inner);

/// <summary>What a verified id_token says (OpenID Connect Core §2 and §5.1).</summary>
internal sealed record IdToken(string Issuer, string Subject, string? Name, string? Email, bool EmailVerified, string? Locale, string? ZoneInfo)
{
    public static IdToken Read(JsonElement claims) => new(
        claims.Text("iss")!,
        claims.Text("sub")!,
        claims.Text("name") ?? claims.Text("preferred_username"),
        claims.Text("email"),
        IsTrue(claims, "email_verified"),
        claims.Text("locale"),
        claims.Text("zoneinfo"));

    // §5.1 says boolean; some issuers write "true".
    private static bool IsTrue(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true")));
}

internal static class Claims
{
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
