using System.Text.Json;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Whose account it is, by the OpenID Connect userinfo endpoint.</summary>
internal sealed class GoogleAccountProbe(GoogleCalendarApi api) : IAccountProbe
{
    public async Task<Result<Account>> IdentifyAsync(Grant grant, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(
            grant,
            api.UserInfoUrl,
            async (content, ct) => JsonSerializer.Deserialize(await content.ReadAsByteArrayAsync(ct), GoogleJson.Default.GoogleUserInfo),
            gone: null,
            cancellationToken);
        return answer.TryGet(out var user, out var failure)
            ? user?.Sub is { Length: > 0 and <= 255 } id ? new Account(id, VendorText.Cut(user.Email ?? user.Name) ?? "Google account") : new Failure.Unavailable("Google did not say whose account this is.")
            : failure;
    }
}
