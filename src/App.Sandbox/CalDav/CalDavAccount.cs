using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Sandbox.Hosting;
using App.Sandbox.People;

namespace App.Sandbox.CalDav;

/// <summary>An account that is reached by password: an e-mail address and an app-specific password, made by a person and shown on the page.</summary>
public sealed record CalDavAccount(string Email, Person Person)
{
    public const string Vendor = "caldav";

    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static readonly IReadOnlyList<CalDavAccount> All = [.. Person.All.Select(p => new CalDavAccount(p.Email, p))];

    /// <summary>The number under which the server keeps the account.</summary>
    public string Number => (100_000_000 + (BinaryPrimitives.ReadUInt32BigEndian(StableIds.Bytes($"dsid/{Email}")) % 900_000_000)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The password with which the person signs in herself; it opens no calendar.</summary>
    public string OrdinaryPassword => $"{Person.GivenName}-{Person.Organization}-1";

    /// <summary>The password of this count: a new one each time the person makes a new one. Four times four letters.</summary>
    public string AppPassword(int generation)
    {
        var bytes = StableIds.Bytes($"app-password/{Email}/{generation}");
        var letters = bytes.Take(16).Select(b => Letters[b % Letters.Length]).ToArray();
        return string.Join('-', letters.Chunk(4).Select(c => new string(c)));
    }

    public bool Opens(string password, int generation) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(AppPassword(generation)));

    public static CalDavAccount? ByEmail(string? email) =>
        All.FirstOrDefault(a => string.Equals(a.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>By what she signs in with: her address, or the part of it before the @.</summary>
    public static CalDavAccount? ByUserName(string? name) => ByEmail(name) ?? All.FirstOrDefault(a => a.Email.Split('@')[0] == name);

    public static CalDavAccount? ByNumber(string number) => All.FirstOrDefault(a => a.Number == number);
}
