using System.Text.Json;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>Every example of RFC 5545 §3.8.5.3, whole and from each of its occurrences on.</summary>
public sealed class RfcVectorTests
{
    private const string File = "data/rrule-rfc5545.json";

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void An_example_of_the_RFC_gives_its_occurrences(int index, string description)
    {
        var example = Load(index);
        var expected = Strings(example, "expectedUtc");
        var isComplete = example.GetProperty("complete").GetBoolean();
        var text = Text(example);
        var end = isComplete ? Ics.Always.End : InstantPattern.General.Parse(expected[^1]).Value + Duration.FromSeconds(1);

        Assert.True(expected.SequenceEqual(Ics.Starts(text, new Window(Ics.Always.Start, end))), description);
        for (var i = 0; i < expected.Length; i += Math.Max(1, expected.Length / 10))
        {
            var from = InstantPattern.General.Parse(expected[i]).Value;
            Assert.Equal(expected[i..], Ics.Starts(text, new Window(from, end)));
        }
    }

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        if (Shared.Find(File) is not { } path)
        {
            cases.Add(-1, "no file");
            return cases;
        }

        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        var index = 0;
        foreach (var example in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            cases.Add(index++, $"{example.GetProperty("description").GetString()}: {example.GetProperty("rrule").GetString()}");
        }

        return cases;
    }

    private static JsonElement Load(int index)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Shared.Require(File)));
        return document.RootElement.GetProperty("cases")[index].Clone();
    }

    private static string Text(JsonElement example)
    {
        var zone = example.GetProperty("tzid").GetString();
        return Ics.Event([
            $"DTSTART;TZID={zone}:{example.GetProperty("dtstart").GetString()}",
            $"RRULE:{example.GetProperty("rrule").GetString()}",
            .. Strings(example, "exdate").Select(date => $"EXDATE;TZID={zone}:{date}")]);
    }

    private static string[] Strings(JsonElement example, string name) => [.. example.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
