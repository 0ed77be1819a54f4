using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Connections;

/// <summary>An account to connect by what its owner types.</summary>
/// <param name="Provider">Key of the catalogue.</param>
/// <param name="ConnectionId">The connection to revive; null for a new one.</param>
public sealed record AccountRequest(string Provider, AccountInput Input, Guid? ConnectionId = null);

/// <summary>What connecting did.</summary>
/// <param name="Revived">The account was connected before: that connection works again, under its id.</param>
public sealed record ConnectedAccount(Guid ConnectionId, bool Revived);

/// <summary>
/// Connects an account by password or address: tries it live, names what is wrong with which field, then creates the connection or revives the one there is,
/// with its credential sealed like any other grant, and starts the first sync.
/// </summary>
public sealed class ConnectAccount(AppDatabase database, Catalogue catalogue, IServiceProvider services, EstablishConnection establish, RefreshCalendars refreshCalendars, SyncSignal signal)
{
    public async Task<Result<ConnectedAccount>> RunAsync(Actor actor, AccountRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Find(request.Provider).TryGet(out var manifest, out var unfit))
        {
            return unfit;
        }

        if (!(await FindRevivedAsync(actor, request, cancellationToken)).TryGet(out var revived, out var refused))
        {
            return refused;
        }

        var opener = services.GetRequiredKeyedService<IAccountOpener>(manifest.Key);
        if (!(await opener.OpenAsync(request.Input, cancellationToken)).TryGet(out var opened, out var wrong))
        {
            return wrong;
        }

        if (revived.AccountId is { } account && account != opened.Account.Id)
        {
            return new Failure.Invalid(FieldOf(manifest), $"This is another account than {revived.AccountName}. Enter that one's, or connect this one as a new connection.");
        }

        return await ConnectAsync(actor, manifest, opened, cancellationToken);
    }

    private Result<ProviderManifest> Find(string key) => catalogue.Find(key) switch
    {
        null => new Failure.Invalid("provider", "Is not a provider of the catalogue."),
        { IsBuilt: false } => new Failure.Invalid("provider", "Can't be connected yet."),
        { IsHeard: true } => new Failure.Invalid("provider", "Is opened by an Owner or Admin at /api/v1/connections/inbound."),
        { IsTyped: false } => new Failure.Invalid("provider", "Is connected by consent: begin at /api/v1/connections/authorize."),
        var manifest => manifest,
    };

    /// <summary>Whose account the named connection is; nobody's where none was named.</summary>
    private async Task<Result<(string? AccountId, string? AccountName)>> FindRevivedAsync(Actor actor, AccountRequest request, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (request.ConnectionId is not { } id)
        {
            return (null, null);
        }

        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.MemberId == member.Id && c.Provider == request.Provider, cancellationToken);
        return connection is null ? new Failure.NotFound("The connection") : (connection.AccountId, connection.AccountName);
    }

    private async Task<Result<ConnectedAccount>> ConnectAsync(Actor actor, ProviderManifest manifest, OpenedAccount opened, CancellationToken cancellationToken)
    {
        ConnectedAccount connected;
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
            {
                return refused;
            }

            var known = await EstablishConnection.FindAsync(db, write, member.Id, manifest.Key, opened.Account.Id, cancellationToken);
            var account = new EstablishedAccount(member.OrganizationId, member.Id, manifest, opened.Account, new Tokens(opened.Secret, null, null, null), "");
            connected = new ConnectedAccount((await establish.RunAsync(db, known, account, cancellationToken)).Id, known is not null);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await refreshCalendars.RunAsync(connected.ConnectionId, cancellationToken);
        signal.Wake();
        return connected;
    }

    private static string FieldOf(ProviderManifest manifest) => manifest.Fields.Any(f => f.Kind == AccountFieldKind.UserName) ? "userName" : "url";
}
