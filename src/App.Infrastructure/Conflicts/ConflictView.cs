using App.Domain.Conflicts;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>One of the two things, as pages and programs see it.</summary>
public sealed record ConflictSideView
{
    public required ClaimSource Source { get; init; }

    /// <summary>Of an occurrence, a block or a booking.</summary>
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public required bool IsAllDay { get; init; }

    public required bool Repeats { get; init; }

    public Guid? CalendarId { get; init; }

    /// <summary>Null for what stands in no calendar, or in one that is gone.</summary>
    public string? CalendarName { get; init; }

    public int? Hue { get; init; }
}

/// <summary>A conflict as pages and programs see it.</summary>
public sealed record ConflictView
{
    public required Guid Id { get; init; }

    public required ConflictKind Kind { get; init; }

    public required ConflictState State { get; init; }

    public required ResolutionKind? Outcome { get; init; }

    public required ConflictSideView First { get; init; }

    public required ConflictSideView Second { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public required Instant FoundAt { get; init; }

    public required Instant? EndedAt { get; init; }

    /// <summary>The finding in words, in the member's zone.</summary>
    public required string Text { get; init; }

    public required long Version { get; init; }
}

/// <summary>Makes views of conflicts, with the calendars they stand in.</summary>
internal static class ConflictViews
{
    public static async Task<IReadOnlyList<ConflictView>> ViewAsync(this AppDbContext db, IReadOnlyList<Conflict> conflicts, ConflictSpeech speech, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. conflicts.SelectMany(c => c.Sides).Select(s => s.CalendarId).OfType<Guid>().Distinct()];
        var calendars = await db.Calendars.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Hue }).ToDictionaryAsync(c => c.Id, c => (c.Name, c.Hue), cancellationToken);
        return [.. conflicts.Select(c => Of(c, speech, calendars))];
    }

    private static ConflictView Of(Conflict c, ConflictSpeech speech, Dictionary<Guid, (string Name, int Hue)> calendars) => new()
    {
        Id = c.Id,
        Kind = c.Kind,
        State = c.State,
        Outcome = c.Outcome,
        First = Of(c.First, calendars),
        Second = Of(c.Second, calendars),
        Start = c.Start,
        End = c.End,
        FoundAt = c.FoundAt,
        EndedAt = c.EndedAt,
        Text = speech.Say(c),
        Version = c.Version,
    };

    private static ConflictSideView Of(ConflictSide side, Dictionary<Guid, (string Name, int Hue)> calendars)
    {
        var known = calendars.TryGetValue(side.CalendarId ?? Guid.Empty, out var calendar);
        return new ConflictSideView
        {
            Source = side.Source,
            Id = side.Id,
            Title = side.Title,
            Start = side.Start,
            End = side.End,
            IsAllDay = side.IsAllDay,
            Repeats = side.SeriesKey is not null,
            CalendarId = side.CalendarId,
            CalendarName = known ? calendar.Name : null,
            Hue = known ? calendar.Hue : null,
        };
    }
}
