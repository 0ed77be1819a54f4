namespace App.Domain.Webhooks.Events;

/// <summary>What the applicant system of an organization knows and we do not: it tells it, and we carry it to the endpoints.</summary>
public static class HiringEventTypes
{
    private const string Hiring = "Hiring";

    public static readonly EventType<ApplicationCreatedData> ApplicationCreated = new("application.created", 1, Hiring, "Somebody applied for a job.", IsPublished: true);
    public static readonly EventType<ApplicationStageChangedData> ApplicationStageChanged = new("application.stage_changed", 1, Hiring, "An application moved to another stage.", IsPublished: true);
    public static readonly EventType<ApplicationRejectedData> ApplicationRejected = new("application.rejected", 1, Hiring, "An application was rejected.", IsPublished: true);
    public static readonly EventType<ApplicationHiredData> ApplicationHired = new("application.hired", 1, Hiring, "Whoever applied is hired.", IsPublished: true);

    public static readonly EventType<InterviewScheduledData> InterviewScheduled = new("interview.scheduled", 1, Hiring, "An interview was scheduled, or moved.", IsPublished: true);
    public static readonly EventType<InterviewCompletedData> InterviewCompleted = new("interview.completed", 1, Hiring, "An interview took place.", IsPublished: true);
    public static readonly EventType<InterviewCancelledData> InterviewCancelled = new("interview.cancelled", 1, Hiring, "An interview was cancelled.", IsPublished: true);

    public static readonly EventType<OfferCreatedData> OfferCreated = new("offer.created", 1, Hiring, "An offer was made ready.", IsPublished: true);
    public static readonly EventType<OfferSentData> OfferSent = new("offer.sent", 1, Hiring, "An offer was sent to a candidate.", IsPublished: true);
    public static readonly EventType<OfferAcceptedData> OfferAccepted = new("offer.accepted", 1, Hiring, "A candidate accepted an offer.", IsPublished: true);
    public static readonly EventType<OfferDeclinedData> OfferDeclined = new("offer.declined", 1, Hiring, "A candidate declined an offer.", IsPublished: true);

    public static readonly EventType<CandidateCreatedData> CandidateCreated = new("candidate.created", 1, Hiring, "A candidate became known.", IsPublished: true);
    public static readonly EventType<CandidateUpdatedData> CandidateUpdated = new("candidate.updated", 1, Hiring, "What is known of a candidate changed.", IsPublished: true);

    public static readonly EventType<JobCreatedData> JobCreated = new("job.created", 1, Hiring, "A job was drawn up.", IsPublished: true);
    public static readonly EventType<JobOpenedData> JobOpened = new("job.opened", 1, Hiring, "A job takes applications from now on.", IsPublished: true);
    public static readonly EventType<JobClosedData> JobClosed = new("job.closed", 1, Hiring, "A job takes no more applications.", IsPublished: true);

    public static readonly IReadOnlyList<EventType> All =
    [
        ApplicationCreated, ApplicationStageChanged, ApplicationRejected, ApplicationHired,
        InterviewScheduled, InterviewCompleted, InterviewCancelled,
        OfferCreated, OfferSent, OfferAccepted, OfferDeclined,
        CandidateCreated, CandidateUpdated,
        JobCreated, JobOpened, JobClosed,
    ];
}
