namespace App.Domain.Interviews;

/// <summary>The company that hires and the position, as written.</summary>
internal static class InterviewNames
{
    public static (string? Company, string? JobTitle) Of(InterviewText text)
    {
        var parts = TitleParts.Of(text.Title);
        var job = JobTitles.Of(text, parts);
        return (CompanyNames.Of(text, parts, job), job);
    }
}
