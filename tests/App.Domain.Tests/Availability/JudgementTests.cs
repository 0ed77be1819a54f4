using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Availability;

/// <summary>A Wednesday of a member in Berlin who works from nine to five.</summary>
public sealed class JudgementTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 6, 17, 7, 0);
    private static readonly Guid Work = Guid.CreateVersion7();

    [Fact]
    public void What_is_on_is_told_with_what_it_is_and_where_from()
    {
        var meeting = Span(60, 120, ReasonKind.Event);
        var judged = Judgement.Of(Host(meeting), At(90, 150));

        Assert.Equal(Verdict.Busy, judged.Verdict);
        Assert.Equal([new Reason(ReasonKind.Event, meeting.Start, meeting.End, meeting.Subject, Work)], judged.Against);
    }

    [Fact]
    public void What_ends_as_it_begins_or_lasts_no_time_is_not_in_the_way() =>
        Assert.Empty(Judgement.Of(Host(Span(0, 60, ReasonKind.Event), Span(120, 180, ReasonKind.Event), Span(90, 90, ReasonKind.Event)), At(60, 120)).Against);

    [Fact]
    public void Every_reason_is_told_not_the_first_alone()
    {
        var host = Host(r => r with { Notice = Duration.FromHours(20), BufferBefore = Duration.FromMinutes(15) }, Span(-200, -30, ReasonKind.Block), Span(-35, -25, ReasonKind.Booking), Span(-60, -40, ReasonKind.Event));
        var judged = Judgement.Of(host, At(-30, 0));

        Assert.Equal(Verdict.Busy, judged.Verdict);
        Assert.Equal([ReasonKind.Booking, ReasonKind.OutsideHours, ReasonKind.Notice, ReasonKind.Buffer, ReasonKind.Buffer], judged.Against.Select(r => r.Kind).Order());
    }

    [Fact]
    public void A_buffer_counts_on_both_sides_of_a_booking_and_of_other_things_on_the_side_it_is_for()
    {
        var rules = (HostRules r) => r with { BufferBefore = Duration.FromMinutes(10), BufferAfter = Duration.FromMinutes(30) };

        Assert.Equal(Verdict.Free, Judgement.Of(Host(rules, Span(0, 60, ReasonKind.Event)), At(70, 100)).Verdict);
        Assert.Equal(Verdict.Busy, Judgement.Of(Host(rules, Span(0, 60, ReasonKind.Event)), At(65, 100)).Verdict);
        Assert.Equal(Verdict.Busy, Judgement.Of(Host(rules, Span(0, 60, ReasonKind.Booking)), At(85, 100)).Verdict);
        Assert.Equal(Verdict.Free, Judgement.Of(Host(rules, Span(0, 60, ReasonKind.Booking)), At(90, 100)).Verdict);
        Assert.Equal(Verdict.Busy, Judgement.Of(Host(rules, Span(100, 160, ReasonKind.Event)), At(60, 75)).Verdict);
        Assert.Equal(Verdict.Free, Judgement.Of(Host(rules, Span(100, 160, ReasonKind.Event)), At(60, 70)).Verdict);
    }

    [Fact]
    public void Rules_of_hers_are_told_apart_from_what_she_has_on()
    {
        var judged = Judgement.Of(Host(r => r with { Notice = Duration.FromDays(2) }), At(-60, 0));

        Assert.All(judged.Against, r => Assert.True(r.IsRule && !r.IsBusy));
        Assert.Contains(judged.Against, r => r.Kind == ReasonKind.OutsideHours);
        Assert.Contains(judged.Against, r => r.Kind == ReasonKind.Notice);
    }

    [Fact]
    public void Unknown_is_never_free_and_what_is_known_is_told_beside_it()
    {
        var host = Host(Span(60, 120, ReasonKind.Event));
        var doubtful = new HostTime { MemberId = host.MemberId, Now = host.Now, Rules = host.Rules, Busy = host.Busy, Sources = [host.Sources[0] with { Unknown = "It does not answer." }] };

        Assert.Equal((Verdict.Unknown, "It does not answer."), (Judgement.Of(doubtful, At(0, 60)).Verdict, Judgement.Of(doubtful, At(0, 60)).Against.Single().Note));
        Assert.Equal(Verdict.Busy, Judgement.Of(doubtful, At(60, 90)).Verdict);
        Assert.Equal(2, Judgement.Of(doubtful, At(60, 90)).Against.Count);
    }

    [Theory]
    [InlineData(400, 401)]
    [InlineData(-33, -32)]
    public void What_is_too_far_away_to_be_kept_is_not_free(int from, int to)
    {
        var host = Host(r => r with { Hours = WorkingHours.Parse("1 00:00-00:00 2 00:00-00:00 3 00:00-00:00 4 00:00-00:00 5 00:00-00:00 6 00:00-00:00 7 00:00-00:00") });
        Assert.Contains(Judgement.Of(host, new Window(host.Now + Duration.FromDays(from), host.Now + Duration.FromDays(to))).Against, r => r.Kind == ReasonKind.Unknown);
    }

    [Fact]
    public void What_speaks_for_a_time_is_told_too()
    {
        var ignored = new Reason(ReasonKind.DoesNotBlock, Nine, Nine + Duration.FromHours(8), Guid.CreateVersion7(), Work) { Ignored = NonBlocking.Free };
        var explained = Explanation.Of(Host(r => r with { Notice = Duration.FromHours(1) }), At(60, 120), [ignored]);

        Assert.Equal(Verdict.Free, explained.Verdict);
        Assert.Equal([ReasonKind.WithinHours, ReasonKind.NoticeKept, ReasonKind.NothingOn, ReasonKind.DoesNotBlock], explained.For.Select(r => r.Kind));
        Assert.Equal((Nine, Nine + Duration.FromHours(8)), (explained.For[0].Start, explained.For[0].End));
        Assert.Equal(Work, explained.For[2].CalendarId);
    }

    [Fact]
    public void Busy_time_is_one_timeline_of_what_touches()
    {
        var busy = BusyTimes.Of([Span(120, 150, ReasonKind.Block), Span(0, 60, ReasonKind.Event), Span(60, 90, ReasonKind.Booking), Span(10, 20, ReasonKind.Event), Span(100, 100, ReasonKind.Event)]);

        Assert.Equal([(Nine, Nine + Duration.FromMinutes(90), 3), (Nine + Duration.FromMinutes(120), Nine + Duration.FromMinutes(150), 1)], busy.Select(b => (b.Start, b.End, b.Reasons.Count)));
    }

    private static Window At(int from, int to) => new(Nine + Duration.FromMinutes(from), Nine + Duration.FromMinutes(to));

    private static BusySpan Span(int from, int to, ReasonKind kind) => new(At(from, to).Start, At(from, to).End, kind, Guid.CreateVersion7(), kind == ReasonKind.Event ? 0 : -1);

    private static HostTime Host(params BusySpan[] busy) => Host(r => r, busy);

    private static HostTime Host(Func<HostRules, HostRules> rules, params BusySpan[] busy) => new()
    {
        MemberId = Guid.Empty,
        Now = Nine - Duration.FromHours(18),
        Rules = rules(HostRules.Usual(DateTimeZoneProviders.Tzdb["Europe/Berlin"])),
        Busy = [.. busy],
        Sources = [new Source(Work, Guid.Empty, "Work", Nine)],
    };
}
