using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Sandbox.People;

namespace App.Sandbox.Google;

/// <summary>A Google account of one of the people.</summary>
public sealed record GoogleAccount(string Email, Person Person)
{
    public const string Vendor = "google";

    /// <summary>Alice has a private account beside the one at work.</summary>
    public static readonly GoogleAccount AlicePrivate = new("alice.private@gmail.example", Person.Alice);

    public static readonly IReadOnlyList<GoogleAccount> All = [.. Person.All.Select(p => new GoogleAccount(p.Email, p)), AlicePrivate];

    public string Zone => Person.Zone;

    public bool IsPrivate => this == AlicePrivate;

    /// <summary>Google's subject: 21 digits, the same for ever.</summary>
    public string Subject
    {
        get
        {
            var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Email)));
            return "1" + number.ToString("D20", CultureInfo.InvariantCulture);
        }
    }

    public static GoogleAccount? ByEmail(string? email) =>
        All.FirstOrDefault(a => string.Equals(a.Email, email, StringComparison.OrdinalIgnoreCase));
}
