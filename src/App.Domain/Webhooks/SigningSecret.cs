namespace App.Domain.Webhooks;

/// <summary>A secret of ours by which the messages to an endpoint are signed (Standard Webhooks).</summary>
public abstract class SigningSecret
{
    public abstract SignatureScheme Scheme { get; }

    /// <summary>As it is kept and handed to whoever may have it.</summary>
    public abstract string Reveal();

    /// <returns>Version and base64, as they stand in <see cref="MessageSignature.SignatureHeader"/>: <c>v1,…</c> or <c>v1a,…</c>.</returns>
    public abstract string Sign(ReadOnlySpan<byte> content);

    /// <summary>Never the secret: what is printed by mistake tells nothing.</summary>
    public abstract override string ToString();
}

/// <summary>What the receiver of a message knows, and tells by whether a signature is right.</summary>
public interface IVerificationKey
{
    /// <param name="signature">One of <see cref="MessageSignature.SignatureHeader"/>; may be anything.</param>
    bool Fits(ReadOnlySpan<byte> content, ReadOnlySpan<char> signature);
}
