using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>A try at connecting, as the result page shows it.</summary>
/// <param name="Title">Of a failed one: what happened.</param>
/// <param name="Sentence">Of a failed one: what it means.</param>
/// <param name="Missing">Permissions asked for and not given.</param>
/// <param name="AccountName">The account the vendor named, once known.</param>
/// <param name="ExpectedAccount">Of <see cref="AttemptStatus.OtherAccount"/>: the account the connection had.</param>
public sealed record AttemptView(Guid Id, ProviderManifest Provider, AttemptStatus Status, string? FailureCode, string Title, string Sentence, IReadOnlyList<ScopeRequest> Missing, bool Revived, string? AccountName, string? ExpectedAccount, Guid? ConnectionId, string ReturnPath);

/// <summary>Reads one of a member's own attempts.</summary>
public sealed class ReadAttempt(AppDatabase database, Catalogue catalogue)
{
    public async Task<Result<AttemptView>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.MemberId == member.Id, cancellationToken);
        if (attempt is null)
        {
            return new Failure.NotFound("The request");
        }

        var manifest = catalogue.Read(attempt.Provider);
        var expected = attempt is { Status: AttemptStatus.OtherAccount, ConnectionId: { } connection } ? await db.Connections.Where(c => c.Id == connection).Select(c => c.AccountName).SingleOrDefaultAsync(cancellationToken) : null;
        var (title, sentence) = attempt.FailureCode is { } code ? ConnectProblem.Say(code, manifest.Vendor) : ("", "");
        var missing = Connection.SetOf(attempt.MissingScopes);
        return new AttemptView(attempt.Id, manifest, attempt.Status, attempt.FailureCode, title, sentence, [.. manifest.Scopes.Where(s => missing.Contains(s.Scope))], attempt.Revived, attempt.AccountName, expected, attempt.ConnectionId, attempt.ReturnPath);
    }
}
