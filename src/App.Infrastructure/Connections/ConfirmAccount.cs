using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>
/// Answers the question asked when another account came back than the connection had: connect that one as well (beside the old one, never merged into
/// it), or leave everything as it was.
/// </summary>
public sealed class ConfirmAccount(AppDatabase database, Catalogue catalogue, Seals seals, FinishAuthorization finish, Revocations revocations, RevokeAccess revoke)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid attemptId, bool accept, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var attempt = await db.Attempts.SingleOrDefaultAsync(a => a.Id == attemptId && a.MemberId == member.Id && a.Status == AttemptStatus.OtherAccount, cancellationToken);
        if (attempt?.SealedTokens is null)
        {
            return new Failure.NotFound("The question");
        }

        var manifest = catalogue.Read(attempt.Provider);
        if (!accept)
        {
            return await RefuseAsync(db, attempt, manifest, cancellationToken);
        }

        if (!seals.Open(SealPurpose.AttemptTokens, attempt.Id, attempt.SealedTokens).TryGet(out var text, out var shut))
        {
            return shut;
        }

        await finish.ConnectAsync(db, attempt, manifest, SealedTokens.Read(text), cancellationToken);
        return Result.Done;
    }

    private async Task<Result<Done>> RefuseAsync(AppDbContext db, AuthorizationAttempt attempt, ProviderManifest manifest, CancellationToken cancellationToken)
    {
        var dropped = revocations.Add(db, attempt);
        CompleteAuthorization.Fail(db, attempt, manifest, ConnectProblem.Cancelled);
        var saved = await db.TrySaveAsync(cancellationToken);
        if (saved.IsOk && dropped is { } revocation)
        {
            await revoke.TryAsync(revocation, CancellationToken.None);
        }

        return saved;
    }
}
