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
    Sentinel,
}

/// <summary>
/// Seals secrets at rest with the application's Data Protection key ring, bound to their row. What can't be opened is unavailable
/// and the operator's to mend: it never means that the vendor refused us.
/// </summary>
public sealed class Seals(IDataProtectionProvider provider)
{
    /// <summary>Fixed, so that the ring opens what another installation path or version sealed.</summary>
    public const string ApplicationName = "integrations-hub";

    private static readonly Failure.Unavailable Shut = new("A stored credential can't be opened on this server. Tell your administrator.", Retryable: false);

    public byte[] Close(SealPurpose purpose, Guid row, string secret) => Protector(purpose, row).Protect(Encoding.UTF8.GetBytes(secret));

    public Result<string> Open(SealPurpose purpose, Guid row, byte[] closed)
    {
        try
        {
            return Encoding.UTF8.GetString(Protector(purpose, row).Unprotect(closed));
        }
        catch (CryptographicException)
        {
            return Shut;
        }
    }

    private IDataProtector Protector(SealPurpose purpose, Guid row) => provider.CreateProtector("App.Seals.v1", purpose.ToString(), row.ToString("N"));
}
