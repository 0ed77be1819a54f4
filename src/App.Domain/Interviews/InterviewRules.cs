namespace App.Domain.Interviews;

/// <summary>
/// Tells from what an entry says whether it is an interview, and what of: pure, in time that grows with its length, of which a bounded part is read. Groups of words add and take
/// likelihood (<see cref="InterviewCues"/>); what merely looks like one (a podcast, a preparation, an offer call) is outweighed.
/// </summary>
public static class InterviewRules
{
    /// <param name="text">What the entry says.</param>
    /// <param name="surely">Said by whoever knows: true, it is one; false, it is none; null, the rules decide.</param>
    public static InterviewReading Read(InterviewText text, bool? surely)
    {
        ArgumentNullException.ThrowIfNull(text);
        var link = MeetingLink.Of(text);
        if (surely is false)
        {
            return new InterviewReading(0, InterviewKind.Other, null, null, link);
        }

        var (title, body) = (Words.Of(text.Title), Words.Of($"{text.Description}\n{text.Location}"));
        var confidence = surely is true ? 1 : Confidence(text, title, body);
        if (confidence < InterviewReading.Threshold)
        {
            return new InterviewReading(confidence, InterviewKind.Other, null, null, link);
        }

        var names = InterviewNames.Of(text);
        return new InterviewReading(confidence, KindRules.Of(text, title, body, link), names.Company, names.JobTitle, link);
    }

    private static double Confidence(InterviewText text, List<string> title, List<string> body)
    {
        var evidence = InterviewEvidence.Of(text, title, body);

        // Rounded, so that a sum of exactly nothing is what it is on every machine.
        return Math.Round(1 / (1 + Math.Exp(-(evidence.Odds + LearnedWeights.Of(evidence.Terms)))), 4);
    }
}
