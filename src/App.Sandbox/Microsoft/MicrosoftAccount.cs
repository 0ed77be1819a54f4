using App.Sandbox.Hosting;
using App.Sandbox.People;

namespace App.Sandbox.Microsoft;

/// <summary>A work account, or a personal one, of one of the people.</summary>
public sealed record MicrosoftAccount(string Email, Person Person, bool IsPersonal)
{
    public const string Vendor = "microsoft";

    /// <summary>The tenant all personal accounts are in; the same everywhere.</summary>
    public const string PersonalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

    public static readonly MicrosoftAccount AlicePersonal = new("alice.keller@outlook.example", Person.Alice, IsPersonal: true);

    public static readonly IReadOnlyList<MicrosoftAccount> All = [.. Person.All.Select(p => new MicrosoftAccount(p.Email, p, IsPersonal: false)), AlicePersonal];

    public string Kind => IsPersonal ? "Personal account" : $"Work account, {Person.Organization}";

    public string Tenant => IsPersonal ? PersonalTenant : StableIds.Guid($"tenant/{Person.Domain}").ToString();

    public string ObjectId => StableIds.Guid($"user/{Email}").ToString();

    public static MicrosoftAccount? ByEmail(string? email) =>
        All.FirstOrDefault(a => string.Equals(a.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who may sign in where a client named this tenant; null if there is no such tenant.</summary>
    public static IReadOnlyList<MicrosoftAccount>? OfTenant(string tenant)
    {
        IReadOnlyList<MicrosoftAccount> accounts = tenant.ToLowerInvariant() switch
        {
            "common" => All,
            "organizations" => [.. All.Where(a => !a.IsPersonal)],
            "consumers" => [.. All.Where(a => a.IsPersonal)],
            var named => [.. All.Where(a => a.Tenant == named || (!a.IsPersonal && a.Person.Domain == named))],
        };
        return accounts.Count == 0 ? null : accounts;
    }
}
