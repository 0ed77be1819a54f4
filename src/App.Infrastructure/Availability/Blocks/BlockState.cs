using System.Text.Json;
using App.Domain.Availability;
using App.Infrastructure.Database;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>A block as it was, whole.</summary>
public sealed record BlockState(Guid Id, string Title, LocalDateTime Start, LocalDateTime End, string TimeZone, string? Rule, string Excluded, Instant CreatedAt, long Version)
{
    internal static BlockState Of(TimeBlock block) => new(block.Id, block.Title, block.Start, block.End, block.TimeZone, block.Rule, block.Excluded, block.CreatedAt, block.Version);

    internal void WriteTo(TimeBlock block) =>
        (block.Title, block.Start, block.End, block.TimeZone, block.Rule, block.Excluded) = (Title, Start, End, TimeZone, Rule, Excluded);
}

/// <summary>What a change made of a block, and all it takes to undo it (<see cref="RestoreBlock"/>).</summary>
/// <param name="Former">The block before.</param>
/// <param name="Version">Of the block as it is now; null: it is gone.</param>
/// <param name="MadeId">The block that a part of it has become, or null.</param>
public sealed record BlockOutcome(BlockState Former, long? Version, Guid? MadeId = null)
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.GeneralIso;

    /// <summary>The block that has what was asked for: the part's own, or the block itself.</summary>
    public Guid ResultId => MadeId ?? Former.Id;

    /// <summary>As text, to be kept until someone undoes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Kept(
        Former.Id, Former.Title, Local.Format(Former.Start), Local.Format(Former.End), Former.TimeZone, Former.Rule, Former.Excluded, InstantConverter.ToMicroseconds(Former.CreatedAt), Former.Version, Version, MadeId));

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static BlockOutcome FromJson(string json)
    {
        var k = JsonSerializer.Deserialize<Kept>(json)!;
        return new(new BlockState(k.Id, k.Title, Local.Parse(k.Start).Value, Local.Parse(k.End).Value, k.TimeZone, k.Rule, k.Excluded, InstantConverter.FromMicroseconds(k.CreatedAt), k.FormerVersion), k.Version, k.MadeId);
    }

    private sealed record Kept(Guid Id, string Title, string Start, string End, string TimeZone, string? Rule, string Excluded, long CreatedAt, long FormerVersion, long? Version, Guid? MadeId);
}
