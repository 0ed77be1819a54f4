using System.Text.Json.Nodes;
using App.Sandbox.Google.Calendar;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google;

/// <summary>Makes many believable events fast, the same ones for the same seed.</summary>
internal sealed class BulkEvents
{
    private const int Most = 100_000;
    private static readonly string[] Subjects = ["Review", "Interview", "Planning", "Call with Fabrikam", "One to one", "Design session", "Budget", "Retrospective", "Demo", "Lunch"];
    private static readonly string[] Guests = ["bob@northwind.example", "olivia@northwind.example", "carol@fabrikam.example", "jonas@candidates.example"];

    /// <summary>Body: count, seed, from, to (RFC 3339), recurringShare (0 to 1, weekly series of four).</summary>
    public Outcome<JsonObject> Make(SandboxCalendar calendar, JsonObject body, Instant now)
    {
        var count = body["count"]?.GetValue<int>() ?? 0;
        var from = Moment(body, "from") ?? now - Duration.FromDays(14);
        var to = Moment(body, "to") ?? now + Duration.FromDays(60);
        if (count is < 1 or > Most || to <= from)
        {
            return GoogleError.Invalid($"count must be 1 to {Most}, and to after from.");
        }

        var seed = body["seed"]?.GetValue<int>() ?? 1;
        var share = body["recurringShare"]?.GetValue<double>() ?? 0;
        var numbers = new SeededNumbers((ulong)seed);
        var writer = new EventWriter(calendar);
        var made = Enumerable.Range(0, count)
            .Select(i => writer.New(One(calendar, numbers, $"bulk{seed:D4}{i:D7}", from, to, numbers.Next(1000) < share * 1000), new WriteMode(AtVendor: true)).Value)
            .OfType<JsonObject>();
        return new JsonObject { ["added"] = calendar.InsertMany(made, now) };
    }

    private static JsonObject One(SandboxCalendar calendar, SeededNumbers numbers, string id, Instant from, Instant to, bool recurring)
    {
        var quarters = (int)Math.Max(1, (to - from).TotalMinutes / 15);
        var start = from + Duration.FromMinutes(15 * numbers.Next(quarters));
        var end = start + Duration.FromMinutes(15 * (1 + numbers.Next(8)));
        var subject = Subjects[numbers.Next(Subjects.Length)];
        var body = new JsonObject
        {
            ["id"] = id,
            ["summary"] = $"{subject} {numbers.Next(1000)}",
            ["description"] = $"{subject}: agenda and notes are in the usual place.",
            ["location"] = $"Room {1 + numbers.Next(12)}",
            ["start"] = Time(start, calendar.Zone),
            ["end"] = Time(end, calendar.Zone),
            ["attendees"] = new JsonArray(
                new JsonObject { ["email"] = calendar.Info.Account, ["responseStatus"] = "accepted" },
                new JsonObject { ["email"] = Guests[numbers.Next(Guests.Length)], ["responseStatus"] = "needsAction" }),
        };
        if (recurring)
        {
            body["recurrence"] = new JsonArray("RRULE:FREQ=WEEKLY;COUNT=4");
        }

        return body;
    }

    private static JsonObject Time(Instant at, DateTimeZone zone) => new() { ["dateTime"] = EventTime.Render(at, zone), ["timeZone"] = zone.Id };

    private static Instant? Moment(JsonObject body, string name) =>
        StoredEvent.Text(body, name) is { } text && OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at } ? at.ToInstant() : null;
}

/// <summary>A small generator (SplitMix64) whose numbers depend on the seed alone.</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }
}
