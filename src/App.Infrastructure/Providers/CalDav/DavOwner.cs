using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>The mail addresses by which a server knows whose calendars they are (RFC 6638 §2.4.1): she invites from one of them, and her own answers stand beside any.</summary>
internal static class DavOwner
{
    private const int Most = 20;

    /// <summary>The one to invite from first; none where neither the server nor the user name tells one.</summary>
    public static IReadOnlyList<string> AddressesOf(Grant grant)
    {
        var secret = AccountSecret.Of(grant);
        return secret.Addresses ?? AddressesOf([], secret.UserName!);
    }

    /// <summary>
    /// The user name where the server names it among others, else the server's choice (Apple marks it as preferred), else its first. A user name it does not
    /// name is an address still, though none to invite from: invitations from others are no invitations (RFC 6638 §3.2.1).
    /// </summary>
    public static IReadOnlyList<string> AddressesOf(IEnumerable<DavAddress> told, string userName)
    {
        var own = told.Where(a => a.Mail is not null).OrderBy(a => string.Equals(a.Mail, userName, StringComparison.OrdinalIgnoreCase) ? 0 : a.IsPreferred ? 1 : 2).Select(a => a.Mail!);
        return [.. own.Concat(userName.Contains('@', StringComparison.Ordinal) ? [userName] : []).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }
}
