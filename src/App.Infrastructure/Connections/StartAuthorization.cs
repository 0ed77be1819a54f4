using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>What to connect.</summary>
/// <param name="Provider">Key of the catalogue.</param>
/// <param name="ReturnPath">A path of our own to end at; null: the result page's own way on.</param>
/// <param name="ConnectionId">The connection to revive; null for a new one.</param>
public sealed record AuthorizationRequest(string Provider, string? ReturnPath = null, Guid? ConnectionId = null);

/// <summary>Where the member goes next. A program shows the address to its member, who opens it signed in.</summary>
public sealed record StartedAuthorization(Guid AttemptId, Uri Url, string State, Guid MemberId, Instant ExpiresAt);

/// <summary>Begins connecting: stores the attempt and gives the vendor's address.</summary>
public sealed class StartAuthorization(AppDatabase database, Catalogue catalogue, ProviderClients clients, OAuthClient oauth, Seals seals, PublicUrl publicUrl, TimeProvider time)
{
    public const string CallbackPath = "/integrations/callback";

    private const int MostOpenAttempts = 50;

    public async Task<Result<StartedAuthorization>> RunAsync(Actor actor, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (catalogue.Find(request.Provider) is not { IsBuilt: true, Auth: AuthKind.OAuth } manifest)
        {
            return new Failure.Invalid("provider", "Must be a provider that can be connected by consent.");
        }

        if (request.ReturnPath is { } path && !LocalPath.IsOurs(path))
        {
            return new Failure.Invalid("returnPath", "Must be a path of this server, such as /integrations.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var revived = request.ConnectionId is { } id ? await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.MemberId == member.Id && c.Provider == manifest.Key, cancellationToken) : null;
        if (request.ConnectionId is not null && revived is null)
        {
            return new Failure.NotFound("The connection");
        }

        var now = time.Now();
        if (await db.Attempts.CountAsync(a => a.MemberId == member.Id && a.SpentAt == null && a.ExpiresAt > now, cancellationToken) >= MostOpenAttempts)
        {
            return new Failure.RateLimited(now + AuthorizationAttempt.Life, "Too many connections were begun and not finished. Wait ten minutes.");
        }

        if (!(await clients.FindAsync(db, actor.OrganizationId, manifest, cancellationToken)).TryGet(out var client, out var missing))
        {
            return missing;
        }

        var (state, verifier) = (RandomText(), RandomText());
        var attempt = Attempt(member, manifest, request, state, verifier, now);
        db.Attempts.Add(attempt);
        await db.SaveChangesAsync(cancellationToken);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return new StartedAuthorization(attempt.Id, oauth.AuthorizeUrl(manifest, client, attempt.RedirectUri, state, challenge, revived?.AccountName), state, member.Id, attempt.ExpiresAt);
    }

    internal static byte[] HashOf(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private AuthorizationAttempt Attempt(Member member, ProviderManifest manifest, AuthorizationRequest request, string state, string verifier, Instant now)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        return new AuthorizationAttempt
        {
            Id = id,
            OrganizationId = member.OrganizationId,
            MemberId = member.Id,
            Provider = manifest.Key,
            StateHash = HashOf(state),
            SealedVerifier = seals.Close(SealPurpose.AttemptVerifier, id, verifier),
            RedirectUri = publicUrl.Base + CallbackPath,
            ReturnPath = request.ReturnPath ?? "",
            ConnectionId = request.ConnectionId,
            CreatedAt = now,
            ExpiresAt = now + AuthorizationAttempt.Life,
        };
    }
}
