using System.Globalization;
using App.Domain.Connections;
using App.Domain.Interviews;
using App.Infrastructure.Interviews;

namespace App.Interviews;

/// <summary>What the pages say about an interview.</summary>
internal static class InterviewWords
{
    /// <summary>Below this it is said that it is not sure.</summary>
    private const double Sure = 0.8;

    public static readonly IReadOnlyList<(InterviewKind Kind, string Words)> Kinds =
    [
        (InterviewKind.PhoneScreen, "First call"),
        (InterviewKind.Technical, "Technical"),
        (InterviewKind.Onsite, "On site"),
        (InterviewKind.Panel, "Panel"),
        (InterviewKind.Final, "Final round"),
        (InterviewKind.Hr, "HR"),
        (InterviewKind.Other, "Interview"),
    ];

    public static string Of(InterviewKind kind) => Kinds.First(k => k.Kind == kind).Words;

    /// <summary>What is not sure is said to be so, in words and colour.</summary>
    public static Tone ToneOf(InterviewReading reading) => reading.Confidence < Sure ? Tone.Warn : Tone.Busy;

    public static string Chip(InterviewReading reading) => reading.Confidence < Sure ? $"{Of(reading.Kind)}?" : Of(reading.Kind);

    /// <summary>"Data Engineer, Acme Labs"; empty where neither is known.</summary>
    public static string Position(InterviewReading reading) => string.Join(", ", new[] { reading.JobTitle, reading.Company }.Where(t => t is not null));

    /// <summary>"15 min", "1 h", "1 day", "2 weeks".</summary>
    public static string Length(int minutes)
    {
        string Of(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");
        return minutes switch
        {
            0 => "at the beginning",
            _ when minutes % 10_080 == 0 => Of(minutes / 10_080, "week", "weeks"),
            _ when minutes % 1440 == 0 => Of(minutes / 1440, "day", "days"),
            _ when minutes % 60 == 0 => Of(minutes / 60, "h", "h"),
            _ => Of(minutes, "min", "min"),
        };
    }

    public static string NameOf(InterviewView interview) => interview.Title.Length == 0 ? "No title" : interview.Title;
}
