using App.Domain;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>What a vendor's failure means for a step: whether it heals by itself, and how that is said.</summary>
internal static class StepTrouble
{
    public static StepOutcome Of(Failure failure, string provider) => failure switch
    {
        Failure.NeedsReconnect => new StepOutcome.Waits($"{provider} no longer accepts our sign-in. It is done once the account is connected again.", failure.Code),
        Failure.RateLimited limited => new StepOutcome.Waits($"{provider} asked us to wait. It is tried again by itself.", failure.Code, limited.Until),
        Failure.Unavailable => new StepOutcome.Waits($"{provider} could not be reached. It is tried again by itself.", failure.Code),
        Failure.NotFound => new StepOutcome.Failed($"{provider} no longer has the event or its calendar.", failure.Code),
        _ => new StepOutcome.Failed($"{provider} refused: {failure.Reason}", failure.Code),
    };
}
