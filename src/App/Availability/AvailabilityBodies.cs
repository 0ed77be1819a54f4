using App.Domain.Availability;
using App.Infrastructure.Availability;
using NodaTime;

namespace App.Availability;

/// <summary>When hosts are free.</summary>
/// <param name="From">As asked for.</param>
/// <param name="To">As asked for.</param>
/// <param name="Slots">Those that are not taken, in order.</param>
/// <param name="Next">Cursor of the following slots; null: these were all.</param>
/// <param name="Hosts">What the answer rests on, host by host.</param>
public sealed record AvailabilityBody(Instant From, Instant To, IReadOnlyList<SlotBody> Slots, string? Next, IReadOnlyList<HostBody> Hosts)
{
    internal static AvailabilityBody Of(AvailabilityView view) => new(view.Range.Start, view.Range.End, [.. view.Slots.Select(SlotBody.Of)], view.Next, [.. view.Hosts.Select(HostBody.Of)]);
}

/// <summary>A slot that is not taken.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Verdict"><c>free</c>, or <c>unknown</c>: nothing known is against it, and not everything is known.</param>
/// <param name="Hosts">With mode <c>any</c>: who is free then, or may be. Else null.</param>
public sealed record SlotBody(Instant Start, Instant End, Verdict Verdict, IReadOnlyList<Guid>? Hosts)
{
    internal static SlotBody Of(SlotView view) => new(view.Start, view.End, view.Verdict, view.Hosts.Count == 0 ? null : view.Hosts);
}

/// <summary>A member who was asked about.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Sources">The calendars that can make her busy, and how fresh each is.</param>
/// <param name="Busy">What she has on, where that was asked for.</param>
public sealed record HostBody(Guid MemberId, IReadOnlyList<SourceBody> Sources, IReadOnlyList<BusyBody>? Busy)
{
    internal static HostBody Of(HostView view) => new(view.MemberId, [.. view.Sources.Select(SourceBody.Of)], view.Busy is { } busy ? [.. busy.Select(BusyBody.Of)] : null);
}

/// <summary>A calendar as a source.</summary>
/// <param name="CalendarId">Only of your own.</param>
/// <param name="Name">Only of your own.</param>
/// <param name="TrueUpTo">Up to when what is known of it is known to be true; null: it was never read whole.</param>
/// <param name="Unknown">Why it is not known now, as a sentence; null: it is.</param>
public sealed record SourceBody(Guid? CalendarId, string? Name, Instant? TrueUpTo, string? Unknown)
{
    internal static SourceBody Of(SourceView view) => new(view.CalendarId, view.Name, view.TrueUpTo, view.Unknown);
}

/// <summary>Time somebody has something on.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Reasons">What it is; only of your own.</param>
public sealed record BusyBody(Instant Start, Instant End, IReadOnlyList<BusyReasonBody> Reasons)
{
    internal static BusyBody Of(BusyView view) => new(view.Start, view.End, [.. view.Reasons.Select(r => new BusyReasonBody(r.Kind, r.Subject, r.Start, r.End))]);
}

/// <summary>Something that is on.</summary>
/// <param name="Kind"><c>event</c>, <c>block</c> or <c>booking</c>.</param>
/// <param name="Subject">Id of the event, block or booking.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Exclusive.</param>
public sealed record BusyReasonBody(ReasonKind Kind, Guid Subject, Instant Start, Instant End);

/// <summary>Why a member can or can't be booked at one time.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Start">Of the time that was asked about.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Verdict"><c>free</c>, <c>busy</c> or <c>unknown</c>.</param>
/// <param name="Against">Every reason against it.</param>
/// <param name="For">Every reason for it.</param>
public sealed record ExplanationBody(Guid MemberId, Instant Start, Instant End, Verdict Verdict, IReadOnlyList<ReasonBody> Against, IReadOnlyList<ReasonBody> For)
{
    internal static ExplanationBody Of(ExplanationView view)
    {
        var words = new ReasonWords(view, Ui.Viewer.Nobody with { Zone = view.Rules.Zone });
        return new(view.Host, view.Time.Start, view.Time.End, view.Verdict, [.. view.Against.Select(r => ReasonBody.Of(r, words))], [.. view.For.Select(r => ReasonBody.Of(r, words))]);
    }
}

/// <summary>One reason.</summary>
/// <param name="Kind">What it is; <c>busy</c> stands for whatever a colleague has on.</param>
/// <param name="Sentence">For people, in the member's own time zone.</param>
/// <param name="Start">When what it tells of begins.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Subject">Id of the event, block or booking.</param>
/// <param name="Title">Of that.</param>
/// <param name="CalendarId">Where it comes from.</param>
public sealed record ReasonBody(ReasonKind Kind, string Sentence, Instant Start, Instant End, Guid? Subject, string? Title, Guid? CalendarId)
{
    internal static ReasonBody Of(ReasonView view, ReasonWords words) => new(view.Reason.Kind, words.Say(view), view.Reason.Start, view.Reason.End, view.Reason.Subject, view.Title, view.Reason.CalendarId);
}
