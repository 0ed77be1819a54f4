using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace App.Auth;

/// <summary>Ends a page that stays open after its member was removed or signed out elsewhere.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory logger, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => Sessions.Every;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.IsAliveAsync(authenticationState.User, cancellationToken);
}
