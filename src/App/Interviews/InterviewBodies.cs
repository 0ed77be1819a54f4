using App.Domain.Interviews;
using App.Infrastructure.Interviews;
using NodaTime;

namespace App.Interviews;

/// <summary>An event or a booking with what is told from it.</summary>
public sealed record InterviewBody
{
    /// <summary>Of the event or booking.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which of the two it is.</summary>
    public required OccasionKind Source { get; init; }

    public required string Title { get; init; }

    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant End { get; init; }

    /// <summary>Of all-day events: the first day.</summary>
    public required LocalDate? StartDate { get; init; }

    /// <summary>Of all-day events: the day after the last.</summary>
    public required LocalDate? EndDate { get; init; }

    public required string? Location { get; init; }

    public required string? Organizer { get; init; }

    /// <summary>The calendar of an event.</summary>
    public required Guid? CalendarId { get; init; }

    public required bool IsInterview { get; init; }

    /// <summary>How sure it is, from 0 to 1; 1: a person or who booked it said so.</summary>
    public required double Confidence { get; init; }

    public required InterviewKind Kind { get; init; }

    /// <summary>The one that hires, as far as the entry tells.</summary>
    public required string? Company { get; init; }

    public required string? JobTitle { get; init; }

    /// <summary>By which one joins.</summary>
    public required string? MeetingLink { get; init; }

    /// <summary>How far the correction reaches that holds for it; null: none does.</summary>
    public required CorrectionReach? Corrected { get; init; }

    internal static InterviewBody Of(InterviewView view) => new()
    {
        Id = view.Occasion.Id,
        Source = view.Occasion.Kind,
        Title = view.Title,
        Start = view.Start,
        End = view.End,
        StartDate = view.StartDate,
        EndDate = view.EndDate,
        Location = view.Location,
        Organizer = view.Organizer,
        CalendarId = view.CalendarId,
        IsInterview = view.Reading.IsInterview,
        Confidence = view.Reading.Confidence,
        Kind = view.Reading.Kind,
        Company = view.Reading.Company,
        JobTitle = view.Reading.JobTitle,
        MeetingLink = view.Reading.MeetingLink,
        Corrected = view.Corrected,
    };
}

/// <summary>What is so; what is left out stays as it is read.</summary>
/// <param name="IsInterview">It is one.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Company">The one that hires; empty: none.</param>
/// <param name="JobTitle">The position; empty: none.</param>
/// <param name="Series">True: for every occurrence of its series.</param>
public sealed record CorrectionBody(bool IsInterview, InterviewKind? Kind = null, string? Company = null, string? JobTitle = null, bool Series = false);
