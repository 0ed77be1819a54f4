using App.Domain;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Auth;

/// <summary>Who is looking at a page. Endpoints ask <see cref="Actors.GetActor"/> instead.</summary>
public sealed class CurrentMember(AuthenticationStateProvider state, ReadMember members)
{
    /// <summary>The actor for use cases; null while nobody is signed in.</summary>
    public async Task<Actor?> FindActorAsync() => (await state.GetAuthenticationStateAsync()).User.FindActor();

    /// <summary>The actor of a page that can't be reached without signing in.</summary>
    public async Task<Actor> GetActorAsync() => await FindActorAsync() ?? throw new InvalidOperationException("This page can be reached without signing in.");

    /// <summary>The member as she is now; null while nobody is signed in, or once she was removed.</summary>
    public async Task<CurrentMemberView?> FindAsync(CancellationToken cancellationToken) =>
        await FindActorAsync() is { } actor && (await members.RunAsync(actor, cancellationToken)).TryGet(out var member, out _) ? member : null;
}
