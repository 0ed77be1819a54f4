using System.Text;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>How one provider that speaks CalDAV is opened.</summary>
/// <param name="Key">Key of the catalogue.</param>
/// <param name="Refused">What to say when the password is refused.</param>
internal sealed record CalDavKind(string Key, Func<string, string> Refused);

/// <summary>Tries a CalDAV account live: signs in, finds its calendars, and names the cause where that fails.</summary>
internal sealed class CalDavOpener(CalDavKind kind, CalDavDiscovery discovery, ProviderAddresses addresses, Catalogue catalogue, AddressGuard guard) : IAccountOpener
{
    private const string Url = "url";
    private const string UserName = "userName";
    private const string Password = "password";
    private const int Most = 512;

    public async Task<Result<OpenedAccount>> OpenAsync(AccountInput input, CancellationToken cancellationToken)
    {
        if (!Read(input).TryGet(out var secret, out var wrong))
        {
            return wrong;
        }

        var grant = new Grant(Guid.CreateVersion7(), kind.Key, secret.Write(), null, 0);
        if (!(await discovery.FindPrincipalAsync(grant, cancellationToken)).TryGet(out var principal, out var failure)
            || !(await discovery.FindCalendarsAsync(grant, cancellationToken)).TryGet(out var calendars, out failure))
        {
            return Explain(failure, secret);
        }

        return calendars.Count == 0
            ? new Failure.Invalid(AddressField, "The account has no calendar that holds events. Make one there, then try again.")
            : new OpenedAccount(new Account(principal.Id, secret.UserName!), (secret with { Addresses = DavOwner.AddressesOf(principal.Addresses, secret.UserName!) }).Write());
    }

    private string AddressField => Preset is null ? Url : UserName;

    /// <summary>The provider's one address; null where members type theirs.</summary>
    private string? Preset => addresses.Of(catalogue.Read(kind.Key)).ApiUrl is { Length: > 0 } url ? url : null;

    private Result<AccountSecret> Read(AccountInput input)
    {
        var wrong = new Dictionary<string, string[]>();
        var url = TypedAddress.Read(Preset ?? input.Url);
        if (url is null)
        {
            wrong[Url] = ["Must be the address of a CalDAV server, such as https://dav.example.com."];
        }
        else if (!guard.IsSafe(url))
        {
            wrong[Url] = [TypedAddress.Unsafe(url).Reason];
        }

        if (input.UserName?.Trim() is not { Length: > 0 and <= Most } name || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
        {
            wrong[UserName] = ["Must be the user name, without a colon."];
        }

        // What is copied from a page brings spaces along. Of a server we know nothing of, they may belong to it.
        var password = Preset is null ? input.Password : input.Password?.Trim();
        if (password is not { Length: > 0 and <= Most } || password.Any(char.IsControl))
        {
            wrong[Password] = ["Must be the password."];
        }

        return wrong.Count > 0 ? new Failure.Invalid(wrong) : new AccountSecret { Url = url!, UserName = input.UserName!.Trim(), Password = password };
    }

    private Failure Explain(Failure failure, AccountSecret secret) => failure switch
    {
        Failure.NeedsReconnect => new Failure.Invalid(Password, kind.Refused(secret.Password!)),
        Failure.Rejected rejected => new Failure.Invalid(AddressField, rejected.Reason),
        _ => failure,
    };
}
