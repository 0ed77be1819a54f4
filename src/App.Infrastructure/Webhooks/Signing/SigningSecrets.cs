using System.Diagnostics;
using App.Domain.Webhooks;

namespace App.Infrastructure.Webhooks.Signing;

/// <summary>Makes and reads secrets of every scheme.</summary>
public static class SigningSecrets
{
    public static SigningSecret Generate(SignatureScheme scheme) => scheme switch
    {
        SignatureScheme.Hmac => HmacSecret.Generate(),
        SignatureScheme.Ed25519 => Ed25519Secret.Generate(),
        _ => throw new UnreachableException(),
    };

    /// <param name="text"><c>whsec_…</c> or <c>whsk_…</c>.</param>
    /// <returns>Null where it is none.</returns>
    public static SigningSecret? Parse(string? text) => (SigningSecret?)HmacSecret.Parse(text) ?? Ed25519Secret.Parse(text);

    /// <summary>What whoever receives the messages needs to verify them: the secret itself (<c>whsec_…</c>), or the public key (<c>whpk_…</c>).</summary>
    public static string ForReceiver(SigningSecret secret) => secret is Ed25519Secret pair ? pair.PublicKey.ToString() : secret.Reveal();
}
