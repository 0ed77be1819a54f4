using App.Domain.Connections;

namespace App.Connections;

internal static class CategoryWords
{
    public static string Name(Category category) => category switch
    {
        Category.Calendar => "Calendars",
        Category.Video => "Video meetings",
        Category.Profiles => "Profiles",
        Category.Recruiting => "Applicant systems",
        Category.People => "People",
        Category.Signatures => "Signatures",
        Category.Messages => "Messages",
        Category.Files => "Files",
        _ => "Code",
    };
}
