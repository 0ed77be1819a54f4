using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Conflicts;

/// <summary>One of two things that claim the same time, as it was when that was last looked at.</summary>
public sealed record ConflictSide
{
    public ClaimSource Source { get; init; }

    /// <summary>Of an occurrence the row's id, of a block and a booking their own.</summary>
    public Guid Id { get; init; }

    public Guid? CalendarId { get; init; }

    /// <summary>The vendor's id of an occurrence.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When an occurrence of a block begins by its rule.</summary>
    public LocalDateTime? Original { get; init; }

    /// <summary>What it belongs to that repeats (<see cref="SeriesOf(Guid, string)"/>), or null.</summary>
    public Guid? SeriesKey { get; init; }

    public string Title { get; init; } = "";

    public Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public Instant End { get; init; }

    public bool IsAllDay { get; init; }

    /// <summary>The same for the same two things, whichever began first and wherever they have moved.</summary>
    public static Guid PairKey(ConflictSide one, ConflictSide other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var (a, b) = (one.Identity, other.Identity);
        return Hash(string.CompareOrdinal(a, b) <= 0 ? $"{a}\n{b}" : $"{b}\n{a}");
    }

    public static Guid SeriesOf(Guid calendarId, string seriesId) => Hash($"event {calendarId} {seriesId}");

    public static Guid SeriesOf(Guid blockId) => Hash($"block {blockId}");

    private string Identity => Source switch
    {
        ClaimSource.Event => $"event {CalendarId} {ExternalId}",
        ClaimSource.Block => $"block {Id} {(SeriesKey is not null && Original is { } original ? LocalDateTimePattern.GeneralIso.Format(original) : "")}",
        _ => $"booking {Id}",
    };

    /// <summary>Vendor ids can be longer than any database indexes: the first 16 bytes of their SHA-256.</summary>
    private static Guid Hash(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16]);
    }
}
