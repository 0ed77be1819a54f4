using App.Domain.Time;

namespace App.Domain.Availability;

/// <summary>What is decided of one time of one host, and everything that is against it.</summary>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<Reason> Against)
{
    /// <summary>Of times outside <see cref="HostTime.Known"/>, whoever's they are.</summary>
    public const string TooFar = "Nothing is kept of times this far away.";

    /// <summary>Judges a time that ends after it begins.</summary>
    public static Judgement Of(HostTime host, Window time)
    {
        ArgumentNullException.ThrowIfNull(host);
        var found = new Found(host, time);
        host.Visit(time, ref found);
        return new Judgement(found.Verdict, found.Reasons);
    }

    private struct Found(HostTime host, Window time) : IObstacleSink
    {
        public List<Reason> Reasons { get; } = [];

        public Verdict Verdict { get; private set; } = Verdict.Free;

        public void Add(in Obstacle obstacle)
        {
            if (!obstacle.Overlaps(time.Start, time.End))
            {
                return;
            }

            if (obstacle.Kind != ReasonKind.Unknown)
            {
                Verdict = Verdict.Busy;
            }
            else if (Verdict == Verdict.Free)
            {
                Verdict = Verdict.Unknown;
            }

            // What overlaps is not too close besides.
            if (obstacle.Kind != ReasonKind.Buffer || !Overlaps(host.Busy[obstacle.Index]))
            {
                Reasons.Add(Tell(obstacle));
            }
        }

        private readonly bool Overlaps(in BusySpan span) => span.Start < time.End && span.End > time.Start;

        private readonly Reason Tell(in Obstacle obstacle)
        {
            switch (obstacle.Kind)
            {
                case ReasonKind.Unknown when obstacle.Index < 0:
                    return new Reason(obstacle.Kind, obstacle.Start, obstacle.End, Note: TooFar);
                case ReasonKind.Unknown:
                    var source = host.Sources[obstacle.Index];
                    return new Reason(obstacle.Kind, obstacle.Start, obstacle.End, null, source.CalendarId, source.Unknown);
                case ReasonKind.Event or ReasonKind.Block or ReasonKind.Booking or ReasonKind.Buffer:
                    var span = host.Busy[obstacle.Index];
                    return new Reason(obstacle.Kind, span.Start, span.End, span.Subject, span.Source < 0 ? null : host.Sources[span.Source].CalendarId);
                default:
                    return new Reason(obstacle.Kind, obstacle.Start, obstacle.End);
            }
        }
    }
}
