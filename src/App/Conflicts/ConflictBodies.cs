using App.Domain;
using App.Domain.Conflicts;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using NodaTime;

namespace App.Conflicts;

/// <summary>One of two things that claim the same time.</summary>
public sealed record ConflictSideBody
{
    public required ClaimSource Source { get; init; }

    /// <summary>Of the calendar event, the time block or the booking.</summary>
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant End { get; init; }

    public required bool IsAllDay { get; init; }

    /// <summary>It belongs to a series.</summary>
    public required bool Repeats { get; init; }

    public required Guid? CalendarId { get; init; }

    public required string? CalendarName { get; init; }

    internal static ConflictSideBody Of(ConflictSideView view) => new()
    {
        Source = view.Source,
        Id = view.Id,
        Title = view.Title,
        Start = view.Start,
        End = view.End,
        IsAllDay = view.IsAllDay,
        Repeats = view.Repeats,
        CalendarId = view.CalendarId,
        CalendarName = view.CalendarName,
    };
}

/// <summary>Two things that claim the same time.</summary>
public sealed record ConflictBody
{
    public required Guid Id { get; init; }

    public required ConflictKind Kind { get; init; }

    public required ConflictState State { get; init; }

    /// <summary>What was decided; null while it is open, or where it was over by itself.</summary>
    public required ResolutionKind? Outcome { get; init; }

    /// <summary>The finding in words, in the member's time zone.</summary>
    public required string Text { get; init; }

    /// <summary>The one that begins first.</summary>
    public required ConflictSideBody First { get; init; }

    public required ConflictSideBody Second { get; init; }

    /// <summary>Since when both claim the time.</summary>
    public required Instant Start { get; init; }

    /// <summary>Until when, exclusive.</summary>
    public required Instant End { get; init; }

    public required Instant FoundAt { get; init; }

    public required Instant? EndedAt { get; init; }

    /// <summary>What a decision asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static ConflictBody Of(ConflictView view) => new()
    {
        Id = view.Id,
        Kind = view.Kind,
        State = view.State,
        Outcome = view.Outcome,
        Text = view.Text,
        First = ConflictSideBody.Of(view.First),
        Second = ConflictSideBody.Of(view.Second),
        Start = view.Start,
        End = view.End,
        FoundAt = view.FoundAt,
        EndedAt = view.EndedAt,
        Version = view.Version,
    };
}

/// <summary>What becomes of a stretch of blocked or booked time.</summary>
/// <param name="Before">Null: it is new.</param>
/// <param name="After">Null: it goes.</param>
public sealed record StretchChangeBody(string Title, StretchBody? Before, StretchBody? After)
{
    internal static StretchChangeBody Of(SpanChange change) => new(change.Title, StretchBody.Of(change.Before), StretchBody.Of(change.After));
}

/// <summary>A stretch of time; the end is exclusive.</summary>
public sealed record StretchBody(Instant Start, Instant End)
{
    internal static StretchBody? Of(Domain.Time.Window? window) => window is { } w ? new StretchBody(w.Start, w.End) : null;
}

/// <summary>A way out of a conflict.</summary>
/// <param name="Resolution">What a decision names.</param>
/// <param name="Side">Whose series is meant, where that has to be said.</param>
/// <param name="Text">What it does.</param>
/// <param name="Changes">What becomes of blocked or booked time.</param>
/// <param name="BookingId">The booking to be moved.</param>
/// <param name="To">When it would begin, which is what a decision names; null: no time is free for all its hosts within a fortnight, so another has to be agreed and booked.</param>
public sealed record SuggestionBody(ResolutionKind Resolution, SideName? Side, string Text, IReadOnlyList<StretchChangeBody> Changes, Guid? BookingId, Instant? To)
{
    internal static SuggestionBody Of(Suggestion s) => new(s.Kind, s.Side, s.Text, [.. s.Changes.Select(StretchChangeBody.Of)], s.BookingId, s.To);
}

/// <summary>One decision.</summary>
/// <param name="ConflictId">Of one of your own.</param>
/// <param name="Resolution">One of the ways that are suggested for it.</param>
/// <param name="Side">Whose series is to be ignored, where both repeat.</param>
/// <param name="Version">Of the conflict as you read it: where it has changed since, nothing is done. Left out: whatever it is.</param>
/// <param name="To">When a booking that is moved is to begin.</param>
public sealed record DecisionRequestBody(Guid ConflictId, ResolutionKind Resolution, SideName? Side = null, long? Version = null, Instant? To = null)
{
    internal ResolutionRequest ToRequest() => new(ConflictId, Resolution, Side, Version, To);
}

/// <summary>Decisions to preview, or to carry out.</summary>
/// <param name="Conflicts">1 to 100, each conflict once.</param>
public sealed record DecisionRequestsBody(IReadOnlyList<DecisionRequestBody> Conflicts)
{
    internal IReadOnlyList<ResolutionRequest> ToRequests() => [.. Conflicts.Select(c => c.ToRequest())];
}

/// <summary>Why something can't be done.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Detail">For people.</param>
public sealed record RefusalBody(string Code, string Detail)
{
    internal static RefusalBody? Of(Failure? failure) => failure is null ? null : new RefusalBody(failure.Code, failure.Reason);
}

/// <summary>What one decision would change.</summary>
/// <param name="Text">What it does; null where it can't be done.</param>
public sealed record PreviewItemBody(Guid ConflictId, string? Text, IReadOnlyList<StretchChangeBody> Changes, RefusalBody? Refused);

/// <summary>What all decisions together would change.</summary>
/// <param name="Ended">How many conflicts would be over.</param>
/// <param name="Arising">Conflicts there would be that are not there now.</param>
public sealed record PreviewBody(IReadOnlyList<PreviewItemBody> Items, int Ended, IReadOnlyList<string> Arising)
{
    internal static PreviewBody Of(ResolutionPreview p) =>
        new([.. p.Items.Select(i => new PreviewItemBody(i.ConflictId, i.Text, [.. i.Changes.Select(StretchChangeBody.Of)], RefusalBody.Of(i.Refused)))], p.Ended, p.Arising);
}

/// <summary>What came of one decision.</summary>
/// <param name="DecisionId">Its line in the history; null where it was refused.</param>
public sealed record OutcomeBody(Guid ConflictId, Guid? DecisionId, RefusalBody? Refused);

/// <summary>What came of each decision, in the order they were asked for.</summary>
public sealed record OutcomesBody(IReadOnlyList<OutcomeBody> Items)
{
    internal static OutcomesBody Of(IReadOnlyList<ResolutionOutcome> outcomes) =>
        new([.. outcomes.Select(o => new OutcomeBody(o.ConflictId, o.Decision.IsOk ? o.Decision.Value : null, RefusalBody.Of(o.Decision.Failure)))]);
}

/// <summary>One line of the history.</summary>
public sealed record DecisionBody
{
    public required Guid Id { get; init; }

    public required Guid ConflictId { get; init; }

    public required ResolutionKind Resolution { get; init; }

    public required Instant At { get; init; }

    /// <summary>Who decided: a member, or a calendar that is followed.</summary>
    public required string By { get; init; }

    public required string Text { get; init; }

    /// <summary>It can be undone as far as is known; trying tells.</summary>
    public required bool CanUndo { get; init; }

    public required Instant? UndoneAt { get; init; }

    public required string? UndoneBy { get; init; }

    /// <summary>What If-Match asks for.</summary>
    public required long Version { get; init; }

    internal static DecisionBody Of(DecisionView view) => new()
    {
        Id = view.Id,
        ConflictId = view.ConflictId,
        Resolution = view.Kind,
        At = view.At,
        By = view.By,
        Text = view.Text,
        CanUndo = view.CanUndo,
        UndoneAt = view.UndoneAt,
        UndoneBy = view.UndoneBy,
        Version = view.Version,
    };
}
