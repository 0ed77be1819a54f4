using App.Domain.Webhooks;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Until what others write is merged: templates, ed25519, samples.</summary>
internal static class Seams
{
    public static string? CheckTemplate(string template) => null;

    public static string GenerateSecret(SignatureScheme scheme) => SigningSecret.Generate().Reveal();

    /// <summary>What the receiver verifies with: the secret itself, or its public key.</summary>
    public static string VerifierOf(string secret) => secret;
}
