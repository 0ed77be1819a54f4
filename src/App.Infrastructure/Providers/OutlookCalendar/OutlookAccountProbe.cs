using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>Whose account it is, by <c>/me</c>.</summary>
internal sealed class OutlookAccountProbe(OutlookCalendarApi api) : IAccountProbe
{
    public async Task<Result<Account>> IdentifyAsync(Grant grant, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(grant, api.Url("me", []), OutlookJson.Default.OutlookUser, cancellationToken);
        return answer.TryGet(out var user, out var failure)
            ? user.Id is { Length: > 0 and <= 255 } id ? new Account(id, NameOf(user)) : new Failure.Unavailable("Microsoft did not say whose account this is.")
            : failure;
    }

    private static string NameOf(OutlookUser user) =>
        new[] { user.Mail, user.UserPrincipalName, user.DisplayName }.Select(VendorText.Cut).FirstOrDefault(n => !string.IsNullOrEmpty(n)) ?? "Microsoft account";
}
