using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Availability;
using App.Ui;
using NodaTime;

namespace App.Availability;

/// <summary>Says reasons as sentences; the page and the API say the same.</summary>
public sealed class ReasonWords(ExplanationView explained, Viewer viewer)
{
    private static readonly (NonBlocking Why, string Words)[] Ignorings =
    [
        (NonBlocking.Calendar, "its calendar does not block time"),
        (NonBlocking.Cancelled, "it is cancelled"),
        (NonBlocking.Kind, "a place of work or a birthday makes nobody busy"),
        (NonBlocking.Tentative, "it is not yet agreed"),
        (NonBlocking.Declined, "you declined it"),
        (NonBlocking.AllDay, "whole days do not block in its calendar"),
        (NonBlocking.OutOfOffice, "absences do not block in its calendar"),
        (NonBlocking.Free, "it is shown as free"),
    ];

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Free => "Free",
        Verdict.Busy => "Not free",
        _ => "Unknown",
    };

    public static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Free => Tone.Ok,
        Verdict.Busy => Tone.Idle,
        _ => Tone.Warn,
    };

    public static string Icon(ReasonKind kind) => kind switch
    {
        ReasonKind.Event or ReasonKind.NothingOn or ReasonKind.DoesNotBlock => "calendar_month",
        ReasonKind.Block => "block",
        ReasonKind.Booking => "event_available",
        ReasonKind.Busy => "event_busy",
        ReasonKind.Unknown => "help",
        ReasonKind.OutsideHours or ReasonKind.WithinHours => "schedule",
        ReasonKind.Notice or ReasonKind.NoticeKept => "hourglass_empty",
        ReasonKind.Buffer => "compress",
        _ => "history",
    };

    /// <summary>What it is, in two or three words.</summary>
    public static string Title(ReasonView view) => view.Reason.Kind switch
    {
        ReasonKind.Event or ReasonKind.Booking or ReasonKind.Block or ReasonKind.DoesNotBlock => NameOf(view),
        ReasonKind.Busy => "Something is on",
        ReasonKind.Unknown => "Not known",
        ReasonKind.OutsideHours or ReasonKind.WithinHours => "Working hours",
        ReasonKind.Notice or ReasonKind.NoticeKept => "Notice",
        ReasonKind.Buffer => "Room around bookings",
        ReasonKind.NothingOn => view.Calendar ?? "Calendars",
        _ => "Over",
    };

    public string Say(ReasonView view) => view.Reason.Kind switch
    {
        ReasonKind.Event => $"“{NameOf(view)}” is on{In(view)}, {Between(view.Reason)}.",
        ReasonKind.Block => $"{Who} blocked {Between(view.Reason)}: “{NameOf(view)}”.",
        ReasonKind.Booking => $"“{NameOf(view)}” is booked, {Between(view.Reason)}.",
        ReasonKind.Busy => $"{Who} {(explained.IsYou ? "have" : "has")} something on.",
        ReasonKind.Unknown => view.Reason.Note ?? "It can't be known now.",
        ReasonKind.OutsideHours => $"It is outside {Whose} working hours.",
        ReasonKind.Notice => $"It begins sooner than {Length(explained.Rules.Notice)} from now, the notice {Asker} for.",
        ReasonKind.Buffer => explained.IsYou ? $"It is too close to “{NameOf(view)}” ({Between(view.Reason)}): you keep {Room} free." : "It is too close to something that is on.",
        ReasonKind.Past => "It has begun already, or is over.",
        ReasonKind.WithinHours => explained.IsYou ? $"It is within your working hours, {Between(view.Reason)}." : $"It is within {Whose} working hours.",
        ReasonKind.NoticeKept => $"It begins later than {Length(explained.Rules.Notice)} from now, the notice {Asker} for.",
        ReasonKind.NothingOn => view.Calendar is null ? "Nothing is on in the calendars that are known." : $"Nothing is on in “{view.Calendar}”{(view.TrueUpTo is { } at ? $", as it was at {viewer.Time(at)}" : "")}.",
        _ => $"“{NameOf(view)}” is on{In(view)}, {Between(view.Reason)}, and does not block: {string.Join(", ", Ignorings.Where(i => view.Reason.Ignored.HasFlag(i.Why)).Select(i => i.Words))}.",
    };

    private string Who => explained.IsYou ? "You" : explained.Name;

    private string Asker => explained.IsYou ? "you ask" : $"{explained.Name} asks";

    private string Whose => explained.IsYou ? "your" : $"{explained.Name}’s";

    private string Room => (explained.Rules.BufferBefore, explained.Rules.BufferAfter) switch
    {
        var (before, after) when before == Duration.Zero => $"{Length(after)} after a booking",
        var (before, after) when after == Duration.Zero => $"{Length(before)} before a booking",
        var (before, after) => $"{Length(before)} before a booking and {Length(after)} after it",
    };

    private static string NameOf(ReasonView view) => view.Title is { Length: > 0 } title ? title : view.Reason.Kind == ReasonKind.Block ? "Blocked" : "Untitled";

    private static string In(ReasonView view) => view.Calendar is null ? "" : $" in “{view.Calendar}”";

    private string Between(Reason reason)
    {
        var (first, last) = (viewer.DateOf(reason.Start), viewer.DateOf(reason.End));
        var today = first == viewer.DateOf(explained.Time.Start);
        return first == last
            ? $"{(today ? "" : viewer.Day(first) + " ")}{viewer.Time(reason.Start)} to {viewer.Time(reason.End)}"
            : $"{viewer.Day(first)} {viewer.Time(reason.Start)} to {viewer.Day(last)} {viewer.Time(reason.End)}";
    }

    internal static string Length(Duration time) => time switch
    {
        { TotalMinutes: var m } when m >= 1440 && m % 1440 == 0 => Count(m / 1440, "day"),
        { TotalMinutes: var m } when m >= 60 && m % 60 == 0 => Count(m / 60, "hour"),
        { TotalMinutes: var m } => Count(m, "minute"),
    };

    private static string Count(double number, string unit) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:0} {unit}{(number == 1 ? "" : "s")}");
}
