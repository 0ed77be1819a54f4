using App.Domain.Conflicts;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>Says ways out: as a choice, as what was done, and for the log.</summary>
internal static class ResolutionWords
{
    /// <summary>What would be done, as a choice.</summary>
    public static string Offer(ResolutionPlan plan, ConflictSpeech speech) => plan.Kind switch
    {
        ResolutionKind.KeepBoth => "Keep both",
        ResolutionKind.RemoveBlock => plan.Part is null ? $"Remove {Name(plan)}" : $"Remove {Name(plan)} this time",
        ResolutionKind.RemoveBlockSeries => $"Remove all of {Name(plan)}",
        ResolutionKind.ShortenBlock => $"Shorten {Name(plan)} to {speech.When(plan.Changes[0].After!.Value)}",
        ResolutionKind.SplitBlock => $"Split {Name(plan)} around the other",
        ResolutionKind.MoveBooking => $"Move {Name(plan)} to {speech.When(plan.Changes[0].After!.Value)}",
        ResolutionKind.IgnoreSeries => $"Ignore every conflict of {Name(plan)}",
        _ => "Ignore this once",
    };

    public static string Done(ResolutionPlan plan, ConflictSpeech speech) => plan.Kind switch
    {
        ResolutionKind.KeepBoth => $"{Both(plan)} both stay.",
        ResolutionKind.RemoveBlock => $"{Name(plan)} was removed: {speech.When(plan.Changes[0].Before!.Value)}.",
        ResolutionKind.RemoveBlockSeries => $"{Name(plan)} was removed with all its times.",
        ResolutionKind.ShortenBlock => $"{Name(plan)} was shortened to {speech.When(plan.Changes[0].After!.Value)}.",
        ResolutionKind.SplitBlock => $"{Name(plan)} was split: {speech.When(plan.Changes[0].After!.Value)} and {speech.When(plan.Changes[1].After!.Value)}.",
        ResolutionKind.MoveBooking => $"{Name(plan)} was moved to {speech.When(plan.Changes[0].After!.Value)}.",
        ResolutionKind.IgnoreSeries => $"Every conflict of {Name(plan)} is ignored.",
        _ => $"{Both(plan)} are not asked about again.",
    };

    /// <summary>Without titles: administrators read the log too.</summary>
    public static string Logged(ResolutionKind kind) => kind switch
    {
        ResolutionKind.KeepBoth => "Both stay.",
        ResolutionKind.RemoveBlock => "The block was removed.",
        ResolutionKind.RemoveBlockSeries => "The block was removed with all its times.",
        ResolutionKind.ShortenBlock => "The block was shortened.",
        ResolutionKind.SplitBlock => "The block was split.",
        ResolutionKind.MoveBooking => "The booking was moved.",
        ResolutionKind.IgnoreSeries => "Its series is ignored.",
        _ => "It is ignored.",
    };

    private static string Name(ResolutionPlan plan) => ConflictSpeech.Name(plan.Side!);

    private static string Both(ResolutionPlan plan) => $"{ConflictSpeech.Name(plan.Conflict.First)} and {ConflictSpeech.Name(plan.Conflict.Second)}";
}
