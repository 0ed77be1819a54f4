namespace App.Sandbox.People;

/// <summary>An invented person with a sign-in at the identity provider.</summary>
public sealed record Person(string Subject, string Name, string Email, string Organization, string Role, string Zone, string Locale)
{
    public string GivenName => Name.Split(' ')[0];

    public string FamilyName => Name.Split(' ')[^1];

    public string Domain => Email.Split('@')[1];

    public static readonly Person Olivia = new("u-olivia", "Olivia Brandt", "olivia@northwind.example", "Northwind", "Owner", "Europe/Berlin", "en-GB");
    public static readonly Person Bob = new("u-bob", "Bob Meyer", "bob@northwind.example", "Northwind", "Admin", "Europe/Berlin", "en-GB");
    public static readonly Person Alice = new("u-alice", "Alice Keller", "alice@northwind.example", "Northwind", "Member", "Europe/Berlin", "en-GB");
    public static readonly Person Carol = new("u-carol", "Carol Diaz", "carol@fabrikam.example", "Fabrikam", "Owner", "America/New_York", "en-US");

    public static readonly IReadOnlyList<Person> All = [Olivia, Bob, Alice, Carol];

    public static Person? ByEmail(string? email) =>
        All.FirstOrDefault(p => string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase));
}
