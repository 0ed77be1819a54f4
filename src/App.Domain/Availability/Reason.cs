using App.Domain.Calendars;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>What speaks for or against a time.</summary>
public enum ReasonKind
{
    /// <summary>An event of a calendar that blocks.</summary>
    Event = 0,

    /// <summary>Time she blocked by hand.</summary>
    Block = 1,

    Booking = 2,

    /// <summary>Something she has on; to others, no more is told.</summary>
    Busy = 3,

    /// <summary>A source that is not known to be true just then.</summary>
    Unknown = 4,

    /// <summary>Outside her working hours.</summary>
    OutsideHours = 5,

    /// <summary>Sooner than she wants to know.</summary>
    Notice = 6,

    /// <summary>Too close to something she has on.</summary>
    Buffer = 7,

    /// <summary>Over already.</summary>
    Past = 8,

    /// <summary>For it: within her working hours.</summary>
    WithinHours = 9,

    /// <summary>For it: late enough from now.</summary>
    NoticeKept = 10,

    /// <summary>For it: a source that is known, with nothing on that counts.</summary>
    NothingOn = 11,

    /// <summary>For it: something is on that makes nobody busy by the rules of its calendar.</summary>
    DoesNotBlock = 12,
}

/// <summary>One reason for or against a time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">When what it tells of begins.</param>
/// <param name="End">When that ends, exclusive.</param>
/// <param name="Subject">The event, block or booking; or null.</param>
/// <param name="CalendarId">The calendar it comes from, or null.</param>
/// <param name="Note">For <see cref="ReasonKind.Unknown"/>: why, as a sentence.</param>
public sealed record Reason(ReasonKind Kind, Instant Start, Instant End, Guid? Subject = null, Guid? CalendarId = null, string? Note = null)
{
    /// <summary>For <see cref="ReasonKind.DoesNotBlock"/>: why it doesn't.</summary>
    public NonBlocking Ignored { get; init; }

    /// <summary>Something she has on.</summary>
    public bool IsBusy => Kind is ReasonKind.Event or ReasonKind.Block or ReasonKind.Booking or ReasonKind.Busy;

    /// <summary>A rule of hers, which she may set aside for herself.</summary>
    public bool IsRule => Kind is ReasonKind.OutsideHours or ReasonKind.Notice or ReasonKind.Buffer;

    public bool IsFor => Kind >= ReasonKind.WithinHours;
}
