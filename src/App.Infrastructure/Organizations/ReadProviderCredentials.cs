using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>Credentials as an administrator sees them: the secret is not among them.</summary>
/// <param name="Provider">Key of the catalogue.</param>
/// <param name="ClientId">As registered.</param>
/// <param name="ChangedAt">When they were last set.</param>
/// <param name="CheckedAt">When the provider was last asked; null: not since they were set.</param>
/// <param name="Problem">Null: accepted then; otherwise what it said.</param>
/// <param name="Version">For the next change.</param>
public sealed record ProviderCredentialsView(string Provider, string ClientId, Instant ChangedAt, Instant? CheckedAt, string? Problem, long Version)
{
    internal static ProviderCredentialsView Of(ProviderCredentials row) => new(row.Provider, row.ClientId, row.ChangedAt, row.CheckedAt, row.Problem, row.Version);
}

/// <summary>Reads which credentials the organization has set, without their secrets. There are no more than providers.</summary>
public sealed class ReadProviderCredentials(AppDatabase database)
{
    public async Task<Result<IReadOnlyList<ProviderCredentialsView>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var rows = await db.ProviderCredentials.OrderBy(c => c.Provider).ToListAsync(cancellationToken);
        return Result.Ok<IReadOnlyList<ProviderCredentialsView>>([.. rows.Select(ProviderCredentialsView.Of)]);
    }
}
