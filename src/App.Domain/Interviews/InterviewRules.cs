namespace App.Domain.Interviews;

public static class InterviewRules
{
    public static InterviewReading Read(InterviewText text, bool? surely)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InterviewReading(surely is true ? 1 : 0, InterviewKind.Other, null, null, text.MeetingUrl);
    }
}
