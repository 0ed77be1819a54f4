using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Signing;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Until what others write is merged: templates, ed25519, samples.</summary>
internal static class Seams
{
    public static string? CheckTemplate(string template) => null;

    /// <param name="template">Null: the message as it is.</param>
    public static Result<string> Render(string? template, string message) => message;

    /// <summary>The body of a sample message, as it is sent.</summary>
    public static string Sample(EventType type) => MessageBody.Write(type.Name, type.Version, NodaTime.Instant.FromUtc(2026, 1, 12, 9, 0), writer =>
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    });

    public static string GenerateSecret(SignatureScheme scheme) => SigningSecrets.Generate(scheme).Reveal();

    /// <summary>A secret as it is stored.</summary>
    public static SigningSecret ParseSecret(string text) => SigningSecrets.Parse(text) ?? throw new InvalidOperationException("A stored secret is none.");

    /// <summary>What the receiver verifies with: the secret itself, or its public key.</summary>
    public static string VerifierOf(string secret) => SigningSecrets.ForReceiver(ParseSecret(secret));
}
