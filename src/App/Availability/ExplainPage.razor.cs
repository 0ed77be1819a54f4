using App.Domain;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;

namespace App.Availability;

/// <summary>Why a time is free or not. What is asked is in the address: a moment (<c>at</c>), a time (<c>start</c>, <c>end</c>), or what the form writes.</summary>
public partial class ExplainPage
{
    private const int UsualMinutes = 30;

    private ExplanationView? _explained;

    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    [SupplyParameterFromQuery(Name = "start")] public string? Start { get; set; }

    [SupplyParameterFromQuery(Name = "end")] public string? End { get; set; }

    [SupplyParameterFromQuery(Name = "day")] public string? Day { get; set; }

    [SupplyParameterFromQuery(Name = "time")] public string? TimeOfDay { get; set; }

    [SupplyParameterFromQuery(Name = "minutes")] public int? Minutes { get; set; }

    [SupplyParameterFromQuery(Name = "host")] public Guid? Host { get; set; }

    [Inject] private ExplainTime Explain { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Availability, Topics.Events, Topics.Calendars, Topics.Blocks, Topics.Bookings, Topics.Connections };

    private Window Time
    {
        get
        {
            var start = Read(At) ?? Read(Start) ?? Typed ?? Instant.FromUnixTimeSeconds(((Clock.Now().ToUnixTimeSeconds() / 1800) + 1) * 1800);
            return new Window(start, Read(At) is null && Read(End) is { } end && end > start ? end : start + Duration.FromMinutes(Math.Clamp(Minutes ?? UsualMinutes, 1, AvailabilityQuery.MostMinutes)));
        }
    }

    private Duration Length => Time.End - Time.Start;

    private bool IsMoment => Read(At) is not null && Minutes is null;

    /// <summary>In her zone; what a gap skips is later by the gap.</summary>
    private Instant? Typed =>
        LocalDatePattern.Iso.Parse(Day ?? "") is { Success: true, Value: var day } && Domain.Time.Clock.IsYear(day.Year) && TypedTime.Read(TimeOfDay) is { } time
            ? Domain.Time.Clock.At(day + time, Viewer.Zone)
            : null;

    private string Said => IsMoment ? Viewer.Time(Time.Start) : $"{Viewer.Time(Time.Start)} to {Viewer.Time(Time.End)}";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await Explain.RunAsync(Actor, new TimeQuery(Time.Start, IsMoment ? null : Time.End, Host), cancellationToken);
        if (read.TryGet(out var explained, out var failure))
        {
            _explained = explained;
        }

        return failure;
    }

    private static Instant? Read(string? text) => Api.Moment.TryParse(text, null, out var read) ? read.Value : null;

    private ReasonWords Words(ExplanationView explained) => new(explained, Viewer);

    private string Beside(int times)
    {
        var (start, end) = (Time.Start + (Length * times), Time.End + (Length * times));
        return Urls.Explain(start, end, Host);
    }

    private static string Sentence(ExplanationView explained) => (explained.IsYou, explained.Verdict) switch
    {
        (true, Verdict.Free) => "You can be booked then.",
        (true, Verdict.Busy) => "You can’t be booked then.",
        (true, _) => "Nothing known is against it, but not everything is known, so it is not offered.",
        (false, Verdict.Free) => $"{explained.Name} can be booked then.",
        (false, Verdict.Busy) => $"{explained.Name} can’t be booked then.",
        _ => $"Not everything is known about {explained.Name}’s time then, so it is not offered.",
    };
}
