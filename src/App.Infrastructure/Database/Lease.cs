using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>A named right that one worker holds at a time; also a named lock inside a transaction.</summary>
public sealed class Lease
{
    public required string Name { get; init; }

    public Guid? Owner { get; set; }

    public Instant? Until { get; set; }

    public long Fence { get; set; }
}
