using App.Domain.Availability;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A slot that is not taken.</summary>
/// <param name="Verdict"><see cref="Verdict.Free"/> or <see cref="Verdict.Unknown"/>.</param>
/// <param name="Hosts">Where one host is enough: who is free then, or, of an unknown one, who may be; empty where all are needed.</param>
public sealed record SlotView(Instant Start, Instant End, Verdict Verdict, IReadOnlyList<Guid> Hosts);

/// <summary>What a host's answer rests on.</summary>
/// <param name="IsYou">Hers in full; of colleagues neither names nor reasons are told.</param>
/// <param name="Busy">What she has on, in order; null where it wasn't asked for.</param>
public sealed record HostView(Guid MemberId, string Name, bool IsYou, IReadOnlyList<SourceView> Sources, IReadOnlyList<BusyView>? Busy);

/// <summary>A source, and how fresh it is.</summary>
/// <param name="CalendarId">Null for colleagues, and where an account's calendars are not known yet.</param>
/// <param name="Name">Null for colleagues.</param>
/// <param name="TrueUpTo">Up to when what is known is known to be true; null: never read whole.</param>
/// <param name="Unknown">Why it is not known now, as a sentence; null: it is.</param>
public sealed record SourceView(Guid? CalendarId, string? Name, Instant? TrueUpTo, string? Unknown)
{
    private const string OfAColleague = "One of the calendars is not known to be true just now.";

    internal static SourceView Of(Source source, bool isYou) => isYou
        ? new(source.CalendarId, source.Name, source.TrueUpTo, source.Unknown)
        : new(null, null, source.TrueUpTo, NoteOf(source.Unknown));

    /// <summary>What a colleague is told instead of a note that names a calendar or an account.</summary>
    internal static string? NoteOf(string? note) => note is null or Judgement.TooFar ? note : OfAColleague;
}

/// <summary>Time somebody has something on.</summary>
/// <param name="Reasons">What; empty for colleagues.</param>
public sealed record BusyView(Instant Start, Instant End, IReadOnlyList<BusySpan> Reasons);

/// <summary>The answer to "when are they free?".</summary>
/// <param name="Slots">Those that are not taken, in order.</param>
/// <param name="Next">Cursor of the following ones; null: these were all.</param>
public sealed record AvailabilityView(Window Range, IReadOnlyList<SlotView> Slots, string? Next, IReadOnlyList<HostView> Hosts);
