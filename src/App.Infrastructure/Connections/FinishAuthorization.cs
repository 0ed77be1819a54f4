using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Connections;

/// <summary>
/// Turns held tokens into a connection: asks whose account it is, creates the connection or revives the one there is, and starts the first sync.
/// Runs right after the callback, and again by a job for whatever a crash or an outage left behind; running it twice changes nothing.
/// </summary>
public sealed class FinishAuthorization(AppDatabase database, Catalogue catalogue, IServiceProvider services, Seals seals, StoredGrants grants, EstablishConnection establish, Revocations revocations, RevokeAccess revoke, RefreshCalendars refreshCalendars, SyncSignal signal, TimeProvider time)
{
    private const int Tries = 3;

    public async Task RunAsync(Guid attemptId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("an attempt is finished without its browser");
        var attempt = await db.Attempts.SingleOrDefaultAsync(a => a.Id == attemptId && a.Status == AttemptStatus.TokensHeld, cancellationToken);
        if (attempt?.SealedTokens is null || !seals.Open(SealPurpose.AttemptTokens, attempt.Id, attempt.SealedTokens).TryGet(out var text, out _))
        {
            return;
        }

        var tokens = SealedTokens.Read(text);
        var manifest = catalogue.Read(attempt.Provider);
        var identified = await IdentifyAsync(attempt, tokens, cancellationToken);
        if (identified.Failure is Failure.Unavailable or Failure.RateLimited && time.Now() < attempt.ExpiresAt)
        {
            return;
        }

        if (!identified.TryGet(out var account, out _))
        {
            var dropped = revocations.Add(db, attempt);
            CompleteAuthorization.Fail(db, attempt, manifest, ConnectProblem.AccountUnknown);
            await db.SaveChangesAsync(cancellationToken);
            await RevokeAsync(dropped);
            return;
        }

        (attempt.AccountId, attempt.AccountName) = (account.Id, account.Name);
        attempt.MissingScopes = string.Join(' ', Missing(manifest, tokens));
        var aimed = attempt.ConnectionId is { } id ? await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
        if (aimed is not null && aimed.AccountId != account.Id)
        {
            attempt.Status = AttemptStatus.OtherAccount;
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        await ConnectAsync(db, attempt, manifest, tokens, cancellationToken);
    }

    /// <summary>Creates or revives, in one transaction with the grant and the end of the attempt.</summary>
    internal async Task ConnectAsync(AppDbContext db, AuthorizationAttempt attempt, ProviderManifest manifest, Tokens tokens, CancellationToken cancellationToken)
    {
        Connection? connection;
        Guid? dropped = null;
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            var known = await EstablishConnection.FindAsync(db, write, attempt.MemberId, attempt.Provider, attempt.AccountId!, cancellationToken);
            connection = await db.Members.AnyAsync(m => m.Id == attempt.MemberId && m.RemovedAt == null, cancellationToken)
                && await grants.LastingAsync(known, tokens, cancellationToken) is { } lasting
                    ? await EstablishAsync(db, known, attempt, manifest, lasting, cancellationToken)
                    : null;
            if (connection is null)
            {
                dropped = revocations.Add(db, attempt);
                CompleteAuthorization.Fail(db, attempt, manifest, ConnectProblem.NoRefreshToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await RevokeAsync(dropped);
        if (connection is not null)
        {
            await refreshCalendars.RunAsync(connection.Id, cancellationToken);
            signal.Wake();
        }
    }

    private Task RevokeAsync(Guid? dropped) => dropped is { } revocation ? revoke.TryAsync(revocation, CancellationToken.None) : Task.CompletedTask;

    private async Task<Connection> EstablishAsync(AppDbContext db, Guid? known, AuthorizationAttempt attempt, ProviderManifest manifest, Tokens tokens, CancellationToken cancellationToken)
    {
        var scopes = tokens.Scopes ?? string.Join(' ', manifest.Scopes.Select(s => s.Scope));
        var account = new Account(attempt.AccountId!, attempt.AccountName!);
        var connection = await establish.RunAsync(db, known, new EstablishedAccount(attempt.OrganizationId, attempt.MemberId, manifest, account, tokens, scopes), cancellationToken);
        (attempt.Revived, attempt.Status, attempt.SealedTokens, attempt.ConnectionId) = (known is not null, AttemptStatus.Completed, null, connection.Id);
        return connection;
    }

    private async Task<Result<Account>> IdentifyAsync(AuthorizationAttempt attempt, Tokens tokens, CancellationToken cancellationToken)
    {
        var probe = services.GetRequiredKeyedService<IAccountProbe>(attempt.Provider);
        var grant = new Grant(attempt.Id, attempt.Provider, tokens.AccessToken, tokens.ExpiresAt, 0);
        var answer = await probe.IdentifyAsync(grant, cancellationToken);
        for (var tried = 1; tried < Tries && answer.Failure is Failure.Unavailable; tried++)
        {
            answer = await probe.IdentifyAsync(grant, cancellationToken);
        }

        return answer;
    }

    private static IEnumerable<string> Missing(ProviderManifest manifest, Tokens tokens) => tokens.Scopes is { } granted
        ? manifest.Scopes.Where(s => !s.IsIn(Connection.SetOf(granted))).Select(s => s.Scope)
        : [];
}
