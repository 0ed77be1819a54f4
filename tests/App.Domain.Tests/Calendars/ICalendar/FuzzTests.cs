using System.Text;
using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Domain.Tests.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

/// <summary>Whatever comes in: no exception, an end, and little memory. The seed of a failure is in its message.</summary>
public sealed class FuzzTests
{
    private const long MostBytes = 64 << 20;
    private const int MostOccurrences = 2_000;

    private static readonly ExpansionLimits Limits = new() { MostSteps = 50_000 };

    [Fact]
    public void Mutated_calendars_are_read_or_refused()
    {
        var (batch, understood) = (new Occurrence[64], 0);
        var rounds = LongRounds.Count(every: 5_000, @long: 1_000_000);
        for (var seed = 1; seed <= rounds; seed++)
        {
            var random = new SeededNumbers((ulong)seed);
            var text = MutatedText.Make(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                understood += ReadAll(text, random, batch) ? 1 : 0;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}:\n{Encoding.UTF8.GetString(text)}", e);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"Seed {seed} took too much memory:\n{Encoding.UTF8.GetString(text)}");
        }

        Assert.InRange(understood, rounds / 10, rounds);
    }

    private static bool ReadAll(byte[] text, SeededNumbers random, Occurrence[] batch)
    {
        if (!CalendarContent.Read(text).TryGet(out var content, out _))
        {
            return false;
        }

        var start = Instant.FromUtc(random.Of([1, 2024, 2025, 2026, 9998]), random.Between(1, 12), 5, 0, 0);
        var window = random.OneIn(20) ? new Window(Instant.MinValue, Instant.MaxValue) : new Window(start, start + Duration.FromDays(random.Between(1, 300)));
        foreach (var series in content.Series)
        {
            ReadInOrder(series.Read(window, random.OneIn(2) ? Ics.Berlin : DateTimeZoneProviders.Tzdb["Pacific/Apia"], Limits), window, batch);
            _ = (series.Master?.Summary, series.Master?.Attendees, series.Master?.Organizer, series.Master?.Location);
        }

        foreach (var component in content.Components)
        {
            var written = ContentWriter.Write(component);
            Assert.Equal(written, ContentWriter.Write(Assert.Single(ContentParser.Parse(written).Value)));
        }

        return content.Series.Count > 0;
    }

    private static void ReadInOrder(OccurrenceReader reader, Window window, Occurrence[] batch)
    {
        var (last, total) = (Instant.MinValue, 0);
        while (total < MostOccurrences && reader.Read(batch).TryGet(out var count, out _) && count > 0)
        {
            foreach (var one in batch.AsSpan(0, count))
            {
                Assert.True(one.Start >= last && one.End >= one.Start && one.Start < window.End);
                _ = (one.OriginalStart, one.StartDate, one.EndDate);
                last = one.Start;
            }

            total += count;
        }
    }
}
