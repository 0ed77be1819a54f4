namespace App.Infrastructure.Database;

/// <summary>A value of the installation itself: the sealed sentinel, for one.</summary>
public sealed class Setting
{
    public required string Name { get; init; }

    public required byte[] Value { get; set; }
}
