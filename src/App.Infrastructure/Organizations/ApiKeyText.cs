namespace App.Infrastructure.Organizations;

/// <summary>How a key is written: <c>ihk_</c> and 43 characters of base64url. The prefix lets scanners for leaked secrets find it.</summary>
public static class ApiKeyText
{
    public const string Start = "ihk_";

    private const int Shown = 10;

    public static bool IsWellFormed(string text) =>
        text.Length == Start.Length + SecretText.Length
        && text.StartsWith(Start, StringComparison.Ordinal)
        && text.AsSpan(Start.Length).IndexOfAnyExcept(Alphabet) < 0;

    internal static string Create() => Start + SecretText.Create();

    internal static string PrefixOf(string secret) => secret[..Shown];

    private static readonly System.Buffers.SearchValues<char> Alphabet = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
