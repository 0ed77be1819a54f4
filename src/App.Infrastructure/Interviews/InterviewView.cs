using App.Domain.Interviews;
using NodaTime;

namespace App.Infrastructure.Interviews;

/// <summary>An event or a booking with what is told from it, as pages and programs see it.</summary>
public sealed record InterviewView
{
    public required Occasion Occasion { get; init; }

    public required InterviewReading Reading { get; init; }

    public required string Title { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    /// <summary>Set for all-day events: first day.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>Set for all-day events: the day after the last.</summary>
    public LocalDate? EndDate { get; init; }

    public string? Location { get; init; }

    public string? Organizer { get; init; }

    /// <summary>The calendar of an event.</summary>
    public Guid? CalendarId { get; init; }

    /// <summary>It is one of a series: a correction can hold for all of it.</summary>
    public bool Repeats { get; init; }

    /// <summary>The correction that holds for it; null: none does.</summary>
    public Correction? Said { get; init; }

    /// <summary>How far that reaches.</summary>
    public CorrectionReach? Corrected => Said is null ? null : Said.Series ? CorrectionReach.Series : CorrectionReach.Occurrence;

    public bool IsAllDay => StartDate is not null;

    internal static InterviewView Of(InterviewEntry entry, InterviewReader reader) => new()
    {
        Occasion = entry.Occasion,
        Reading = reader.Read(entry),
        Title = entry.Text.Title,
        Start = entry.Start,
        End = entry.End,
        StartDate = entry.StartDate,
        EndDate = entry.EndDate,
        Location = entry.Text.Location,
        Organizer = entry.Text.Organizer,
        CalendarId = entry.Occasion.Kind == OccasionKind.Event ? entry.Source : null,
        Repeats = entry.SeriesKey is not null,
        Said = reader.CorrectionOf(entry) is { } c ? new Correction(c.IsInterview, c.Kind, c.Company, c.JobTitle, c.Reach == CorrectionReach.Series) : null,
    };
}
