using System.Text.Json;
using App.Domain.Interviews;

namespace App.Domain.Tests.Interviews;

/// <summary>A labelled calendar entry; see README.md beside it.</summary>
internal sealed record LabelledEntry(string Id, string Set, string Language, string Title, string? Description, string? Location, string? Organizer, IReadOnlyList<string> Attendees, string? MeetingUrl, EntryLabel Label, bool NearMiss)
{
    public InterviewText Text => new() { Title = Title, Description = Description, Location = Location, Organizer = Organizer, Attendees = Attendees, MeetingUrl = MeetingUrl };

    public InterviewReading Read() => InterviewRules.Read(Text, surely: null);

    public static IReadOnlyList<LabelledEntry> Load(string file) =>
        JsonSerializer.Deserialize<List<LabelledEntry>>(File.ReadAllText(RepositoryRoot.Path($"tests/App.Domain.Tests/Interviews/{file}")), JsonSerializerOptions.Web)!;
}

internal sealed record EntryLabel(bool Interview, string? Kind, string? Company, string? JobTitle, string? MeetingLink);
