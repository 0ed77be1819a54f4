using System.Diagnostics;
using System.Text;
using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace Bench;

/// <summary>
/// How fast calendars become occurrences, on one core and with the parsing of their text; how long a rule without COUNT takes to be ten years ahead; and that
/// twice the window costs twice the time.
/// </summary>
internal sealed class RecurrenceBench
{
    private const double LeastPerSecond = 5_000_000;
    private const double MostSeekMicroseconds = 50;
    private const double MostLinearity = 1.5;
    private const int Rounds = 20;
    private const int Years = 2;
    private const int SeekYears = 10;
    private const int LinearityYears = 8;

    private static readonly LocalDate First = new(2026, 1, 5);

    private static readonly string[] SeekRules =
    [
        "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=1,100,-1", "FREQ=HOURLY;INTERVAL=7",
        "FREQ=MINUTELY;INTERVAL=90", "FREQ=SECONDLY;INTERVAL=61", "FREQ=SECONDLY",
    ];

    private readonly Occurrence[] _batch = new Occurrence[256];

    public static int Run(int rules, int runs, int seed)
    {
        var bench = new RecurrenceBench();
        var generated = RecurrenceRules.Generate(rules, seed, First);
        var published = RecurrenceRules.Published();
        var (all, alone, seek, linearity, bytes) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var measured = (bench.Rate(generated, published), bench.Rate(generated, []), bench.SeekMicroseconds(), bench.Linearity(generated), bench.BytesPerOccurrence(generated));
            if (run > 0)
            {
                all.Add(measured.Item1);
                alone.Add(measured.Item2);
                seek.Add(measured.Item3);
                linearity.Add(measured.Item4);
                bytes.Add(measured.Item5);
            }
        }

        var report = new Report($"Recurrence: {rules} generated rules (seed {seed}) and {published.Count} published ones, {Years} years each, one core: 1 warm-up, {runs} runs");
        report.Add("occurrences, parsing included", new(all), "occ/s", $"≥ {LeastPerSecond:0}", "recurrence.occurrences_per_second", rate => rate >= LeastPerSecond);
        report.Add("of them generated alone", new(alone), "occ/s", "", "recurrence.generated_per_second");
        report.Add($"first occurrence {SeekYears} years ahead, worst rule", new(seek), "µs", $"≤ {MostSeekMicroseconds}", "recurrence.seek_microseconds", time => time <= MostSeekMicroseconds);
        report.Add($"time of {LinearityYears} years by {LinearityYears / 2}, per occurrence", new(linearity), "ratio", $"≤ {MostLinearity}", "recurrence.linearity", ratio => ratio <= MostLinearity);
        report.Add("allocated, parsing included", new(bytes), "B/occ", "", "recurrence.bytes_per_occurrence");
        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    private double Rate(List<byte[]> generated, List<(byte[] Text, Instant Start)> published)
    {
        var start = First.AtMidnight().InUtc().ToInstant();
        var window = new Window(start, start + Duration.FromDays(365 * Years));
        var (count, clock) = (0L, Stopwatch.GetTimestamp());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in generated)
            {
                count += Count(text, window);
            }

            foreach (var (text, from) in published)
            {
                count += Count(text, new Window(from, from + Duration.FromDays(365 * Years)));
            }
        }

        return count / Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    /// <summary>The worst of the rules; each the median of many.</summary>
    private double SeekMicroseconds()
    {
        var at = First.PlusYears(SeekYears).AtMidnight().InUtc().ToInstant();
        var window = new Window(at, at + Duration.FromDays(400));
        return SeekRules.Max(rule =>
        {
            var series = SeriesOf(Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20260105T090000\nRRULE:{rule}\nEND:VEVENT\nEND:VCALENDAR\n"));
            return new Samples(Enumerable.Range(0, 1000).Select(_ => SeekOnce(series, window))).Median;
        });
    }

    private double SeekOnce(Series series, Window window)
    {
        var clock = Stopwatch.GetTimestamp();
        var found = series.Read(window, DateTimeZone.Utc).Read(_batch.AsSpan(0, 1)).Value;
        var time = Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
        return found == 1 ? time : throw new InvalidOperationException("Nothing was found.");
    }

    /// <summary>1 means that an occurrence of a window twice as long costs as much as one of a shorter window.</summary>
    private double Linearity(List<byte[]> generated)
    {
        var series = generated.ConvertAll(SeriesOf);
        var (shorter, longer) = (PerOccurrence(series, LinearityYears / 2), PerOccurrence(series, LinearityYears));
        return longer / shorter;
    }

    private double PerOccurrence(List<Series> series, int years)
    {
        var start = First.AtMidnight().InUtc().ToInstant();
        var window = new Window(start, start + Duration.FromDays(365 * years));
        var (count, clock) = (0L, Stopwatch.GetTimestamp());
        for (var round = 0; round < Rounds; round++)
        {
            series.ForEach(one => count += Count(one, window));
        }

        return Stopwatch.GetElapsedTime(clock).TotalSeconds / count;
    }

    private double BytesPerOccurrence(List<byte[]> generated)
    {
        var start = First.AtMidnight().InUtc().ToInstant();
        var window = new Window(start, start + Duration.FromDays(365 * Years));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = generated.Sum(text => Count(text, window));
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }

    private long Count(byte[] text, Window window) => Count(SeriesOf(text), window);

    private long Count(Series series, Window window)
    {
        var (occurrences, total) = (series.Read(window, DateTimeZone.Utc), 0L);
        while (occurrences.Read(_batch).Value is > 0 and var count)
        {
            total += count;
        }

        return total;
    }

    private static Series SeriesOf(byte[] text)
    {
        var content = CalendarContent.Read(text).Value;
        return content.SetAside.Count == 0 ? content.Series[0] : throw new InvalidOperationException($"{content.SetAside[0].Failure.Reason} {Encoding.UTF8.GetString(text)}");
    }
}
