namespace App.Infrastructure;

/// <summary>One page of a list.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Opaque cursor of the next page (instant and id of the last item), or null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
