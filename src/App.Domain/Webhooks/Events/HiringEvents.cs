using System.ComponentModel;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>Data of <see cref="HiringEventTypes.ApplicationCreated"/>.</summary>
public sealed record ApplicationCreatedData(
    [property: Description("The application.")] HiringApplication Application,
    [property: Description("Who applied.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job);

/// <summary>Data of <see cref="HiringEventTypes.ApplicationStageChanged"/>.</summary>
public sealed record ApplicationStageChangedData(
    [property: Description("The application, in its new stage.")] HiringApplication Application,
    [property: Description("Who applied.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("Stage it is in now.")] string Stage,
    [property: Description("Stage it was in before.")] string? PreviousStage = null,
    [property: Description("Who moved it on.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.ApplicationRejected"/>.</summary>
public sealed record ApplicationRejectedData(
    [property: Description("The application.")] HiringApplication Application,
    [property: Description("Who applied.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("Why.")] string? Reason = null,
    [property: Description("Who decided.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.ApplicationHired"/>.</summary>
public sealed record ApplicationHiredData(
    [property: Description("The application.")] HiringApplication Application,
    [property: Description("Who is hired.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("First day of work.")] LocalDate? StartDate = null,
    [property: Description("Who decided.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.InterviewScheduled"/>.</summary>
public sealed record InterviewScheduledData(
    [property: Description("The interview.")] HiringInterview Interview,
    [property: Description("Who is interviewed.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob? Job = null,
    [property: Description("When it was to begin before, where it was moved.")] Instant? PreviousStart = null);

/// <summary>Data of <see cref="HiringEventTypes.InterviewCompleted"/>.</summary>
public sealed record InterviewCompletedData(
    [property: Description("The interview.")] HiringInterview Interview,
    [property: Description("Who was interviewed.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob? Job = null,
    [property: Description("What came of it, such as advance or reject.")] string? Outcome = null);

/// <summary>Data of <see cref="HiringEventTypes.InterviewCancelled"/>.</summary>
public sealed record InterviewCancelledData(
    [property: Description("The interview.")] HiringInterview Interview,
    [property: Description("Who was to be interviewed.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob? Job = null,
    [property: Description("Why.")] string? Reason = null,
    [property: Description("Who cancelled it.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.OfferCreated"/>.</summary>
public sealed record OfferCreatedData(
    [property: Description("The offer.")] HiringOffer Offer,
    [property: Description("Whom it is for.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("Who made it.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.OfferSent"/>.</summary>
public sealed record OfferSentData(
    [property: Description("The offer.")] HiringOffer Offer,
    [property: Description("Whom it was sent to.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("Who sent it.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.OfferAccepted"/>.</summary>
public sealed record OfferAcceptedData(
    [property: Description("The offer.")] HiringOffer Offer,
    [property: Description("Who accepted it.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job);

/// <summary>Data of <see cref="HiringEventTypes.OfferDeclined"/>.</summary>
public sealed record OfferDeclinedData(
    [property: Description("The offer.")] HiringOffer Offer,
    [property: Description("Who declined it.")] HiringCandidate Candidate,
    [property: Description("For which job.")] HiringJob Job,
    [property: Description("Why.")] string? Reason = null);

/// <summary>Data of <see cref="HiringEventTypes.CandidateCreated"/>.</summary>
public sealed record CandidateCreatedData(
    [property: Description("The candidate.")] HiringCandidate Candidate,
    [property: Description("Where she came from, such as a referral.")] string? Source = null);

/// <summary>Data of <see cref="HiringEventTypes.CandidateUpdated"/>.</summary>
public sealed record CandidateUpdatedData(
    [property: Description("The candidate as she is known now.")] HiringCandidate Candidate,
    [property: Description("Names of the fields that changed.")] IReadOnlyList<string>? Changed = null);

/// <summary>Data of <see cref="HiringEventTypes.JobCreated"/>.</summary>
public sealed record JobCreatedData(
    [property: Description("The job.")] HiringJob Job,
    [property: Description("Who created it.")] HiringPerson? By = null);

/// <summary>Data of <see cref="HiringEventTypes.JobOpened"/>.</summary>
public sealed record JobOpenedData(
    [property: Description("The job.")] HiringJob Job,
    [property: Description("How many people are sought.")] int? Openings = null,
    [property: Description("Who hires.")] HiringPerson? HiringManager = null);

/// <summary>Data of <see cref="HiringEventTypes.JobClosed"/>.</summary>
public sealed record JobClosedData(
    [property: Description("The job.")] HiringJob Job,
    [property: Description("Why, such as filled.")] string? Reason = null);
