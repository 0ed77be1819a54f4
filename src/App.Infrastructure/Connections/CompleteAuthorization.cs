using App.Domain;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>What the vendor sent the browser back with.</summary>
public sealed record AuthorizationCallback(string? State, string? Code, string? Error);

/// <summary>Where to go on: the attempt to show, and a problem of <see cref="ConnectProblem"/> where the answer could not be used.</summary>
public sealed record AuthorizationAnswer(Guid? AttemptId, string? Problem);

/// <summary>
/// Takes the vendor's answer: state looked up, compared with the signed-in member, spent; code exchanged, and the tokens sealed on the attempt at
/// once, so that nothing after it can lose them. Then <see cref="FinishAuthorization"/>.
/// </summary>
public sealed class CompleteAuthorization(AppDatabase database, Catalogue catalogue, ProviderClients clients, OAuthClient oauth, Seals seals, FinishAuthorization finish, TimeProvider time)
{
    private const int MostState = 200;
    private const int MostCode = 4096;

    public async Task<AuthorizationAnswer> RunAsync(Actor actor, AuthorizationCallback callback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(callback);
        if (callback.State is not { Length: > 0 and <= MostState } state)
        {
            return new(null, ConnectProblem.StateMissing);
        }

        var hash = StartAuthorization.HashOf(state);
        await using var db = database.ForSystem("a vendor's answer names its attempt by state alone");
        var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.StateHash == hash, cancellationToken);
        if (await RefuseAsync(db, attempt, actor, cancellationToken) is { } refused)
        {
            return refused;
        }

        await ExchangeAsync(attempt!, callback);
        return new(attempt!.Id, null);
    }

    private async Task<AuthorizationAnswer?> RefuseAsync(AppDbContext db, AuthorizationAttempt? attempt, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (attempt is null)
        {
            return new(null, ConnectProblem.StateUnknown);
        }

        if (attempt.MemberId != actor.MemberId)
        {
            return new(null, ConnectProblem.StateOtherMember);
        }

        if (attempt.ExpiresAt <= now && attempt.SpentAt is null)
        {
            return new(null, ConnectProblem.StateExpired);
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var spent = await db.Attempts.Where(a => a.Id == attempt.Id && a.SpentAt == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.SpentAt, now).SetProperty(a => a.Version, a => a.Version + 1), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return spent == 1 ? null : new(attempt.Id, ConnectProblem.StateSpent);
    }

    /// <summary>From here on the browser going away must not lose what the vendor gives: nothing below is cancelled.</summary>
    private async Task ExchangeAsync(AuthorizationAttempt attempt, AuthorizationCallback callback)
    {
        var manifest = catalogue.Read(attempt.Provider);
        var tokens = await TokensAsync(attempt, manifest, callback, CancellationToken.None);
        await using (var db = database.ForSystem("an attempt is finished without its browser"))
        {
            var row = await db.Attempts.SingleAsync(a => a.Id == attempt.Id, CancellationToken.None);
            if (tokens.TryGet(out var held, out var failure))
            {
                row.Status = AttemptStatus.TokensHeld;
                row.SealedTokens = seals.Close(SealPurpose.AttemptTokens, row.Id, SealedTokens.Write(held));
            }
            else
            {
                Fail(db, row, manifest, CodeOf(failure));
            }

            await db.SaveChangesAsync(CancellationToken.None);
        }

        if (tokens.IsOk)
        {
            await finish.RunAsync(attempt.Id, CancellationToken.None);
        }
    }

    private async Task<Result<Tokens>> TokensAsync(AuthorizationAttempt attempt, ProviderManifest manifest, AuthorizationCallback callback, CancellationToken cancellationToken)
    {
        if (callback.Error is { Length: > 0 } error)
        {
            return new Failure.Rejected(error == "access_denied" ? ConnectProblem.AccessDenied : ConnectProblem.CodeRefused, "");
        }

        if (callback.Code is not { Length: > 0 and <= MostCode } code)
        {
            return new Failure.Rejected(ConnectProblem.CodeRefused, "");
        }

        await using var db = database.ForSystem("the client of the attempt's organization");
        if (!(await clients.FindAsync(db, attempt.OrganizationId, manifest, cancellationToken)).TryGet(out var client, out var missing))
        {
            return missing;
        }

        return seals.Open(SealPurpose.AttemptVerifier, attempt.Id, attempt.SealedVerifier).TryGet(out var verifier, out var shut)
            ? await oauth.ExchangeAsync(manifest, client, code, verifier, attempt.RedirectUri, cancellationToken)
            : shut;
    }

    private static string CodeOf(Failure failure) => failure switch
    {
        Failure.Rejected { Detail: ConnectProblem.AccessDenied } => ConnectProblem.AccessDenied,
        Failure.Rejected { Detail: ConnectProblem.InvalidClient } => ConnectProblem.InvalidClient,
        Failure.Rejected { Detail: ConnectProblem.NeedsSetup } => ConnectProblem.NeedsSetup,
        Failure.Rejected => ConnectProblem.CodeRefused,
        _ => ConnectProblem.ProviderDown,
    };

    /// <summary>Ends an attempt. Tokens it held are taken off it before (<see cref="Revocations"/>).</summary>
    internal static void Fail(AppDbContext db, AuthorizationAttempt attempt, ProviderManifest manifest, string code)
    {
        (attempt.Status, attempt.FailureCode) = (AttemptStatus.Failed, code);
        attempt.FailureText = ConnectProblem.Say(code, manifest.Vendor).Title;
        db.Log(
            attempt.OrganizationId,
            "connection.not_connected",
            $"{manifest.Name} was not connected: {attempt.FailureText}.",
            manifest.Vendor,
            new ActivitySubject(attempt.MemberId, attempt.ConnectionId),
            code is ConnectProblem.AccessDenied or ConnectProblem.Cancelled ? ActivityLevel.Info : ActivityLevel.Warning);
    }
}
