using System.Security.Cryptography;
using System.Text;
using App.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace App.Infrastructure.Security;

/// <summary>What a sealed value is for. A value sealed for one purpose and row can't be opened for another.</summary>
public enum SealPurpose
{
    Grant,
    AttemptVerifier,
    AttemptTokens,
    ProviderCredentials,
    Revocation,
    PushKey,
    ChannelAccess,
    EndpointSecret,
    EndpointHeaders,
    InboundSecret,
    FormerInboundSecret,
    Sentinel,
}

/// <summary>
/// Seals secrets at rest with the application's Data Protection key ring, bound to their row. What can't be opened is unavailable
/// and the operator's to mend: it never means that the vendor refused us.
/// </summary>
public sealed class Seals(IDataProtectionProvider provider, KeyRing? ring = null)
{
    /// <summary>Fixed, so that the ring opens what another installation path or version sealed.</summary>
    public const string ApplicationName = "integrations-hub";

    private static readonly Failure.Unavailable Shut = new("A stored credential can't be opened on this server. Tell your administrator.", Retryable: false);

    public byte[] Close(SealPurpose purpose, Guid row, string secret) => Protector(provider, purpose, row).Protect(Encoding.UTF8.GetBytes(secret));

    public Result<string> Open(SealPurpose purpose, Guid row, byte[] closed)
    {
        if (TryOpen(provider, purpose, row, closed) is { } secret)
        {
            return secret;
        }

        return ring?.ReadFor(closed) is { } fresh && TryOpen(fresh, purpose, row, closed) is { } found ? found : Shut;
    }

    private static string? TryOpen(IDataProtectionProvider provider, SealPurpose purpose, Guid row, byte[] closed)
    {
        try
        {
            return Encoding.UTF8.GetString(Protector(provider, purpose, row).Unprotect(closed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(IDataProtectionProvider provider, SealPurpose purpose, Guid row) =>
        provider.CreateProtector("App.Seals.v1", purpose.ToString(), row.ToString("N"));
}
