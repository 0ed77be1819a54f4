using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;

namespace App.Infrastructure.Connections;

/// <summary>
/// Remembers, with the change that makes a credential useless here, that the vendor has to end it; <see cref="RevokeAccess"/> then sees to it.
/// </summary>
public sealed class Revocations(Catalogue catalogue, Seals seals, TimeProvider time)
{
    /// <summary>For the tokens a connection had.</summary>
    /// <returns>The row, to be tried after the commit; null where the vendor knows no tokens.</returns>
    internal Guid? Add(AppDbContext db, Connection connection, Tokens tokens, RevocationReason reason) => Add(db, id => new Revocation
    {
        Id = id,
        OrganizationId = connection.OrganizationId,
        MemberId = connection.MemberId,
        ConnectionId = connection.Id,
        Provider = connection.Provider,
        AccountId = connection.AccountId,
        AccountName = connection.AccountName,
        Reason = reason,
        Sealed = Close(id, tokens),
        DueAt = time.Now(),
        CreatedAt = time.Now(),
    });

    /// <summary>Takes the tokens off an attempt that ends without a connection. Those no key opens stay on it: the right ring may come back.</summary>
    /// <returns>The row, to be tried after the commit; null where there is nothing to revoke.</returns>
    internal Guid? Add(AppDbContext db, AuthorizationAttempt attempt)
    {
        if (attempt.SealedTokens is not { } closed || !seals.Open(SealPurpose.AttemptTokens, attempt.Id, closed).TryGet(out var text, out _))
        {
            return null;
        }

        attempt.SealedTokens = null;
        var tokens = SealedTokens.Read(text);
        return Add(db, id => new Revocation
        {
            Id = id,
            OrganizationId = attempt.OrganizationId,
            MemberId = attempt.MemberId,
            Provider = attempt.Provider,
            AccountId = attempt.AccountId,
            AccountName = attempt.AccountName,
            Reason = RevocationReason.NotConnected,
            Sealed = Close(id, tokens),
            DueAt = time.Now(),
            CreatedAt = time.Now(),
        });
    }

    /// <summary>Says that access may live on at the vendor, and what its owner can do about it.</summary>
    internal static void LogGivenUp(AppDbContext db, Guid organizationId, ProviderManifest manifest, string? account, ActivitySubject subject, string why) =>
        db.Log(
            organizationId,
            "connection.not_revoked",
            $"{manifest.Vendor} did not confirm that our access ended{Of(account)}. {why} Remove this product under the account's third-party access there.",
            "Integrations",
            subject,
            ActivityLevel.Warning);

    internal static string Of(string? account) => account is null ? "" : $" ({account})";

    private Guid? Add(AppDbContext db, Func<Guid, Revocation> make)
    {
        var row = make(Guid.CreateVersion7(time.GetUtcNow()));
        if (catalogue.Read(row.Provider).Auth != AuthKind.OAuth)
        {
            return null;
        }

        db.Revocations.Add(row);
        return row.Id;
    }

    /// <summary>The token that ends access when revoked: the refresh token, else the access token (RFC 7009 §2.1).</summary>
    private byte[] Close(Guid id, Tokens tokens) => seals.Close(SealPurpose.Revocation, id, tokens.RefreshToken ?? tokens.AccessToken);
}
