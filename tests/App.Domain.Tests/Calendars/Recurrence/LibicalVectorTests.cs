using System.Globalization;
using System.Text.Json;
using App.Domain.Calendars.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>
/// The vectors of libical: rules alone, where DTSTART counts only if it matches. Those on which dateutil differs are demanded too: here libical reads the RFC
/// as this engine does.
/// </summary>
public sealed class LibicalVectorTests
{
    private const string File = "data/rrule-libical.json";

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_rule_of_libical_gives_its_times(int index, string rule)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Shared.Require(File)));
        var vector = document.RootElement.GetProperty("cases")[index];
        var start = vector.GetProperty("dtstart").GetString()!;
        string[] expected = [.. vector.GetProperty("instances").EnumerateArray().Select(value => value.GetString()!)];
        var wholeDays = !start.Contains('T', StringComparison.Ordinal);

        var times = RuleTimes.Of(RecurrenceRule.Parse(rule).Value, Local(start), new LocalDateTime(9999, 12, 31, 23, 59, 59), wholeDays, expected.Length + 5).Value;

        Assert.Equal(expected.Select(Local), times);
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
        foreach (var vector in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            cases.Add(index++, vector.GetProperty("rrule").GetString()!);
        }

        return cases;
    }

    private static LocalDateTime Local(string text) =>
        text.Length == 8
            ? LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(text).Value.AtMidnight()
            : LocalDateTime.FromDateTime(DateTime.ParseExact(text.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
}
