namespace App.Domain.Interviews;

/// <summary>What an entry says, as its writer left it.</summary>
public sealed record InterviewText
{
    public required string Title { get; init; }

    /// <summary>May be HTML, as vendors allow.</summary>
    public string? Description { get; init; }

    public string? Location { get; init; }

    /// <summary>Address or name.</summary>
    public string? Organizer { get; init; }

    /// <summary>Addresses, or names where there is no address.</summary>
    public IReadOnlyList<string> Attendees { get; init; } = [];

    public string? MeetingUrl { get; init; }
}
