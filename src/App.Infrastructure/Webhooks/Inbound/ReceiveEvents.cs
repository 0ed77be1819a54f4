using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>What an address names.</summary>
public sealed record InboundTarget(string Provider, Guid ConnectionId);

/// <summary>
/// Takes events: verified, stored once, and only then answered; worked on later from the queue. Whoever is refused learns nothing: a connection that isn't there, one
/// without a secret, a wrong network and a wrong signature take the same work and are answered alike; the reason stands in the log of the connection.
/// </summary>
public sealed class ReceiveEvents(AppDatabase database, Seals seals, Refusals refusals, InboundSignal signal, TimeProvider time)
{
    private static readonly Failure.NotFound Unknown = new("The address");

    private readonly HmacSecret _nobodys = HmacSecret.Generate();
    private byte[]? _sealedNobodys;

    /// <returns>What the sender wants back, if anything.</returns>
    internal async Task<Result<string?>> RunAsync(IWebhookReceiver receiver, InboundTarget target, InboundArrival arrival, CancellationToken cancellationToken)
    {
        var source = await FindAsync(target, cancellationToken);
        var request = await arrival.ReadAsync(cancellationToken);
        if (!SecretOf(source).TryGet(out var secret, out var shut))
        {
            return shut;
        }

        var read = receiver.Read(request, new InboundTrust(_ => false, [secret], time.Now()));
        if (source is null)
        {
            return Unknown;
        }

        if (RefusalOf(source, arrival, read.Failure) is { } refusal)
        {
            refusals.Put(new Refusal(source.OrganizationId, target, refusal.Code, refusal.Reason, From(arrival), time.Now()));
            return refusal is Failure.Invalid ? refusal : Unknown;
        }

        if (read.Value is InboundContent.Event told)
        {
            await KeepAsync(Received(source, target, told, arrival, request), cancellationToken);
        }

        return Result.Ok((read.Value as InboundContent.Echo)?.Text);
    }

    private static Failure? RefusalOf(Source source, InboundArrival arrival, Failure? failure) =>
        source.Status is not (ConnectionStatus.Active or ConnectionStatus.Error) ? new Failure.Rejected("paused", "The connection is paused.")
        : source.Closed is null ? new Failure.Rejected("no_secret", "The connection has no secret by which anything could be believed.")
        : !InboundNetworks.Read(source.Networks).Allow(arrival.From) ? new Failure.Rejected("network", "It came from outside the networks that are allowed.")
        : failure;

    private async Task<Source?> FindAsync(InboundTarget target, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("the connection that something came in for");
        return await (from c in db.Connections
                      where c.Id == target.ConnectionId && c.Provider == target.Provider && c.Status != ConnectionStatus.Disconnected
                      join s in db.InboundSources on c.Id equals s.Id into sources
                      from s in sources.DefaultIfEmpty()
                      select new Source(c.OrganizationId, c.Id, c.Status, s!.SealedSecret, s.Networks ?? "")).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Where there is none, one that nobody knows, opened as dearly as any.</summary>
    private Result<HmacSecret> SecretOf(Source? source)
    {
        var closed = source?.Closed ?? (_sealedNobodys ??= seals.Close(SealPurpose.InboundSecret, Guid.Empty, _nobodys.Reveal()));
        return seals.Open(SealPurpose.InboundSecret, source?.Closed is null ? Guid.Empty : source.Id, closed).Select(text => HmacSecret.Parse(text) ?? _nobodys);
    }

    private InboundEvent Received(Source source, InboundTarget target, InboundContent.Event told, InboundArrival arrival, InboundRequest request) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = source.OrganizationId,
        ConnectionId = target.ConnectionId,
        Provider = target.Provider,
        ExternalId = told.Id,
        Type = told.Type,
        At = time.Now(),
        Status = InboundStatus.Received,
        From = From(arrival),
        Body = request.Body.ToArray(),
        DueAt = time.Now(),
    };

    private async Task KeepAsync(InboundEvent received, CancellationToken cancellationToken)
    {
        await using (var db = database.ForSystem("storing what came in"))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await db.KeepOnceAsync(write, received, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        signal.Wake();
    }

    private static string? From(InboundArrival arrival) => arrival.From is { } from ? InboundNetworks.Plain(from).ToString() : null;

    private sealed record Source(Guid OrganizationId, Guid Id, ConnectionStatus Status, byte[]? Closed, string Networks);
}
