using System.Collections.Concurrent;
using System.Threading.Channels;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>What was used.</summary>
public enum UseOf
{
    Key,
    Member,
}

/// <summary>One key or member that was just at work.</summary>
public readonly record struct Use(UseOf Of, Guid Id);

/// <summary>
/// Writes down when keys were last used and members last seen: at most once a minute each, from the background, and rather not at all
/// than late. The version does not rise: it says nothing about what anybody edits.
/// </summary>
public sealed partial class LastUses(AppDatabase database, TimeProvider time, ILogger<LastUses> logger) : BackgroundService
{
    public static readonly Duration Every = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<Use, Instant> _written = new();
    private readonly Channel<(Use Use, Instant At)> _waiting = Channel.CreateBounded<(Use, Instant)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Remembers a use. Costs a look-up; never waits.</summary>
    public void Note(Use use)
    {
        var now = time.Now();
        if (_written.TryGetValue(use, out var last) && now - last < Every)
        {
            return;
        }

        _written[use] = now;
        _waiting.Writer.TryWrite((use, now));
    }

    /// <summary>Writes what is waiting.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Reader.TryRead(out var noted))
        {
            await WriteAsync(noted.Use, noted.At, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
                Forget();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotWritten(e);
            }
        }
    }

    private async Task WriteAsync(Use use, Instant at, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("last use of keys and members");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        _ = use.Of == UseOf.Key
            ? await db.ApiKeys.Where(k => k.Id == use.Id).ExecuteUpdateAsync(s => s.SetProperty(k => k.LastUsedAt, at), cancellationToken)
            : await db.Members.Where(m => m.Id == use.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.LastSeenAt, at), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private void Forget()
    {
        var now = time.Now();
        foreach (var (use, at) in _written)
        {
            if (now - at >= Every)
            {
                _written.TryRemove(use, out _);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of a key or member could not be written down.")]
    private partial void LogNotWritten(Exception exception);
}
