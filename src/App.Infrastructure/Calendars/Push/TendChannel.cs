using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Opens, renews or stops one channel that is due, under a lease. What fails is tried again with growing pauses and never counts against the connection:
/// polling goes on meanwhile.
/// </summary>
public sealed class TendChannel(ChannelLedger ledger, Grants grants, ChannelProviders providers, ChannelKey key, AppDatabase database, Seals seals, TimeProvider time)
{
    /// <summary>For so long one channel is worked on; shorter than its lease, so that the end is written down under it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Duration AfterRefusal = Duration.FromHours(1);

    public async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await ledger.ClaimAsync(id, cancellationToken) is not { } claim)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await (claim.Channel switch
            {
                { State: ChannelState.Opening } => OpenAsync(claim, either.Token),
                { State: ChannelState.Open } => RenewAsync(claim, either.Token),
                _ => StopAsync(claim, either.Token),
            });
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await HungAsync(claim);
        }
    }

    /// <summary>Whether the vendor did it is unknown, as where its answer is lost.</summary>
    private Task HungAsync(ChannelClaim claim)
    {
        var failure = new Failure.Unavailable("The vendor did not answer in time.");
        var retry = RetryAt(claim.Channel, failure);
        return ledger.FailedAsync(claim, claim.Channel.ExpiresAt is { } end ? Instant.Min(retry, end) : retry, failure);
    }

    private async Task OpenAsync(ChannelClaim claim, CancellationToken cancellationToken)
    {
        var channel = claim.Channel;
        var watcher = providers.Watcher(channel.Provider);
        if (channel.VendorId is not null)
        {
            await ledger.OpenedAsync(claim, new OpenedChannel(Named(channel), channel.ExpiresAt ?? channel.CreatedAt + watcher.Life, IsReached: true));
            return;
        }

        var (own, calendar) = (key.IdOf(channel.Id), await CalendarIdAsync(channel, cancellationToken));
        if (channel.CalendarId is not null && calendar is null)
        {
            await ledger.AbandonAsync(claim, channel.CreatedAt + watcher.Life);
            return;
        }

        var request = new ChannelRequest(own, key.SecretOf(channel.Id), PushAddress.Of(channel.Address, channel.Provider, own), calendar, IsRepeated: channel.Attempts > 1);
        var answer = await grants.UseAsync(channel.ConnectionId, (grant, ct) => watcher.OpenAsync(grant, request, ct), cancellationToken);
        if (answer.TryGet(out var opened, out var failure))
        {
            await ledger.OpenedAsync(claim, opened);
        }
        else if (failure is Failure.Conflict)
        {
            await ledger.AbandonAsync(claim, channel.CreatedAt + watcher.Life);
        }
        else
        {
            await ledger.FailedAsync(claim, RetryAt(channel, failure), failure);
        }
    }

    private async Task RenewAsync(ChannelClaim claim, CancellationToken cancellationToken)
    {
        var channel = claim.Channel;
        if (channel.ExpiresAt <= time.Now())
        {
            await ledger.EndedAsync(claim);
        }
        else if (providers.Renewer(channel.Provider) is not { } renewer)
        {
            await ledger.ReplaceAsync(claim);
        }
        else if ((await grants.UseAsync(channel.ConnectionId, (grant, ct) => renewer.RenewAsync(grant, Named(channel), ct), cancellationToken)).TryGet(out var expires, out var failure))
        {
            await ledger.RenewedAsync(claim, expires);
        }
        else if (failure is Failure.NotFound)
        {
            await ledger.EndedAsync(claim);
        }
        else
        {
            await ledger.FailedAsync(claim, Instant.Min(RetryAt(channel, failure), channel.ExpiresAt!.Value), failure);
        }
    }

    private async Task StopAsync(ChannelClaim claim, CancellationToken cancellationToken)
    {
        var channel = claim.Channel;
        var (end, isNamed) = (channel.ExpiresAt ?? channel.CreatedAt + providers.Watcher(channel.Provider).Life, channel.VendorId is not null);
        if (end <= time.Now() || (!isNamed && channel.Attempts <= 1))
        {
            await ledger.RemoveAsync(claim);
            return;
        }

        if (!isNamed)
        {
            await ledger.AbandonAsync(claim, end);
            return;
        }

        if ((await AskToStopAsync(channel, cancellationToken)).Failure is (Failure.RateLimited or Failure.Unavailable) and var failure)
        {
            await ledger.FailedAsync(claim, Instant.Min(RetryAt(channel, failure), end), failure);
        }
        else
        {
            // Stopped, gone already, or refused: then it ends by itself, and its signals mean nothing here.
            await ledger.RemoveAsync(claim);
        }
    }

    private async Task<Result<Done>> AskToStopAsync(PushChannel channel, CancellationToken cancellationToken)
    {
        var watcher = providers.Watcher(channel.Provider);
        if (channel.Sealed is not { } closed)
        {
            return await grants.UseAsync(channel.ConnectionId, (grant, ct) => watcher.StopAsync(grant, Named(channel), ct), cancellationToken);
        }

        return seals.Open(SealPurpose.ChannelAccess, channel.Id, closed).TryGet(out var access, out var shut)
            ? await watcher.StopAsync(new Grant(channel.ConnectionId, channel.Provider, access, null, 0), Named(channel), cancellationToken)
            : shut;
    }

    private async Task<string?> CalendarIdAsync(PushChannel channel, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("the calendar of a push channel");
        return channel.CalendarId is { } id ? await db.Calendars.Where(c => c.Id == id).Select(c => c.ExternalId).SingleOrDefaultAsync(cancellationToken) : null;
    }

    /// <summary>A refusal is seldom taken back within minutes; a vendor's wish to wait is the least.</summary>
    private Instant RetryAt(PushChannel channel, Failure failure)
    {
        var next = time.Now() + Backoff.After(channel.Attempts - 1);
        return failure switch
        {
            Failure.RateLimited limited => Instant.Max(limited.Until, next),
            Failure.Rejected or Failure.NotFound => time.Now() + Backoff.Spread(AfterRefusal),
            _ => next,
        };
    }

    private static VendorChannel Named(PushChannel channel) => new(channel.VendorId!, channel.ResourceId);
}
