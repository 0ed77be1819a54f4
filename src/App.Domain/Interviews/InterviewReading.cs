namespace App.Domain.Interviews;

/// <summary>What is told from an entry. Kind, company and job title are of an interview only; the link is of any entry.</summary>
/// <param name="Confidence">How sure it is that it is an interview, from 0 (surely none) to 1 (said so by who made it, or a person).</param>
public sealed record InterviewReading(double Confidence, InterviewKind Kind, string? Company, string? JobTitle, string? MeetingLink)
{
    /// <summary>From here on it counts as one.</summary>
    public const double Threshold = 0.5;

    public bool IsInterview => Confidence >= Threshold;
}
