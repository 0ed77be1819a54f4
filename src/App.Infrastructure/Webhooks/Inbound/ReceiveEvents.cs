using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

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
    private static readonly Failure TooLate = new Failure.Unavailable("It could not be stored in time. Send it again.");

    /// <summary>From the last byte of the request: senders wait seconds at most, and whoever isn't answered sends again.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(900);

    private readonly HmacSecret _nobodys = HmacSecret.Generate();
    private byte[]? _sealedNobodys;

    /// <returns>What the sender wants back, if anything.</returns>
    internal async Task<Result<string?>> RunAsync(IWebhookReceiver receiver, InboundTarget target, InboundArrival arrival, CancellationToken cancellationToken)
    {
        var request = await arrival.ReadAsync(cancellationToken);
        using var late = new CancellationTokenSource(MostTime, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await TakeAsync(receiver, target, arrival, request, limited.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TooLate;
        }
    }

    /// <summary>The secrets are read when the whole request is there: one that was ended meanwhile is ended.</summary>
    private async Task<Result<string?>> TakeAsync(IWebhookReceiver receiver, InboundTarget target, InboundArrival arrival, InboundRequest request, CancellationToken cancellationToken)
    {
        var source = await FindAsync(target, cancellationToken);
        if (!SecretsOf(source).TryGet(out var secrets, out var shut))
        {
            return shut;
        }

        var read = receiver.Read(request, new InboundTrust(_ => false, secrets, time.Now()));
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
                      select new Source(c.OrganizationId, c.Id, c.Status, s!.SealedSecret, s.SealedFormerSecret, s.FormerSecretExpiresAt, s.Networks ?? "")).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The one in use and the one before: always two, so that nobody can tell by the time it takes whether there are any. One before that no key opens is believed by nobody.</summary>
    private Result<IReadOnlyList<HmacSecret>> SecretsOf(Source? source)
    {
        var former = source?.FormerExpiresAt > time.Now() ? source.ClosedFormer : null;
        var (used, before) = (Open(SealPurpose.InboundSecret, source, source?.Closed), Open(SealPurpose.FormerInboundSecret, source, former));
        return used.Select<IReadOnlyList<HmacSecret>>(secret => [secret, before.TryGet(out var known, out _) ? known : _nobodys]);
    }

    /// <summary>Where there is none, one that nobody knows, opened as dearly as any.</summary>
    private Result<HmacSecret> Open(SealPurpose purpose, Source? source, byte[]? closed)
    {
        _sealedNobodys ??= seals.Close(SealPurpose.InboundSecret, Guid.Empty, _nobodys.Reveal());
        var opened = closed is null ? seals.Open(SealPurpose.InboundSecret, Guid.Empty, _sealedNobodys) : seals.Open(purpose, source!.Id, closed);
        return opened.Select(text => HmacSecret.Parse(text) ?? _nobodys);
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

    private sealed record Source(Guid OrganizationId, Guid Id, ConnectionStatus Status, byte[]? Closed, byte[]? ClosedFormer, Instant? FormerExpiresAt, string Networks);
}
