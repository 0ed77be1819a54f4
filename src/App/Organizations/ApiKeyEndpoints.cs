using App.Api;
using App.Auth;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace App.Organizations;

/// <summary>API keys; for Owners and Admins. A key can't make keys.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequireAuthorization(Policies.Admin).WithTags("API keys");
        keys.MapGet("/", ListAsync);
        keys.MapPost("/", CreateAsync).WithMetadata(new SecretAnswer());
        keys.MapDelete("/{id:guid}", RevokeAsync);
    }

    /// <summary>List API keys</summary>
    /// <remarks>Newest first. For Owners and Admins.</remarks>
    private static Task<Answer<Paged<ApiKeyBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListApiKeys keys, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => keys.RunAsync(context.GetActor(), page.Cursor, size, cancellationToken), ApiKeyBody.Of);

    /// <summary>Create an API key</summary>
    /// <remarks>It acts as the Owner or Admin who creates it, signed in. The secret is shown once.</remarks>
    private static async Task<Created<CreatedApiKeyBody>> CreateAsync(HttpContext context, NewApiKeyBody body, CreateApiKey create, CancellationToken cancellationToken) =>
        (await create.RunAsync(context.GetActor(), body.Name, body.MayWrite, cancellationToken)).ToCreated(created => new CreatedApiKeyBody(created.Id, created.Secret, ApiKeyBody.Of(created.View)));

    /// <summary>Revoke an API key</summary>
    private static async Task<Nothing> RevokeAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, RevokeApiKey revoke, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await revoke.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;
}

/// <summary>A key to make.</summary>
/// <param name="Name">By which people know it.</param>
/// <param name="MayWrite">False: it reads only.</param>
public sealed record NewApiKeyBody(string Name, bool MayWrite = false);

/// <summary>A key just made.</summary>
/// <param name="Id">Of the key.</param>
/// <param name="Secret">The key itself; shown once.</param>
/// <param name="Key">As the list shows it.</param>
public sealed record CreatedApiKeyBody(Guid Id, string Secret, ApiKeyBody Key);

/// <summary>A key that lets a program act as a member.</summary>
/// <param name="Id">Of the key.</param>
/// <param name="Name">By which people know it.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="MayWrite">False: it reads only.</param>
/// <param name="Member">As whom it acts.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record ApiKeyBody(Guid Id, string Name, string Prefix, bool MayWrite, string Member, Instant CreatedAt, Instant? LastUsedAt, long Version)
{
    internal static ApiKeyBody Of(ApiKeyView view) => new(view.Id, view.Name, view.Prefix, view.MayWrite, view.Member, view.CreatedAt, view.LastUsedAt, view.Version);
}
