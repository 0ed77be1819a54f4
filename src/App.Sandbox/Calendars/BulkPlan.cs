using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Calendars;

/// <summary>One of many events made at once; a recurring one is weekly, four times.</summary>
internal sealed record BulkEvent(string Id, string Title, string Description, string Location, Instant Start, Instant End, string Guest, bool IsRecurring)
{
    public const int Occurrences = 4;
}

/// <summary>Makes many believable events fast, the same ones for the same seed.</summary>
internal sealed record BulkPlan(int Count, int Seed, Instant From, Instant To, double RecurringShare)
{
    public const int Most = 100_000;

    private static readonly string[] Subjects = ["Review", "Interview", "Planning", "Call with Fabrikam", "One to one", "Design session", "Budget", "Retrospective", "Demo", "Lunch"];
    private static readonly string[] Guests = ["bob@northwind.example", "olivia@northwind.example", "carol@fabrikam.example", "jonas@candidates.example"];

    /// <summary>Body: count, seed, from, to (RFC 3339), recurringShare (0 to 1). Null if it makes no sense.</summary>
    public static BulkPlan? Read(JsonObject body, Instant now)
    {
        var plan = new BulkPlan(
            body["count"]?.GetValue<int>() ?? 0,
            body["seed"]?.GetValue<int>() ?? 1,
            Moment(body, "from") ?? now - Duration.FromDays(14),
            Moment(body, "to") ?? now + Duration.FromDays(60),
            body["recurringShare"]?.GetValue<double>() ?? 0);
        return plan.Count is < 1 or > Most || plan.To <= plan.From ? null : plan;
    }

    public IEnumerable<BulkEvent> Events()
    {
        var numbers = new SeededNumbers((ulong)Seed);
        return Enumerable.Range(0, Count).Select(i => One(numbers, $"bulk{Seed:D4}{i:D7}", numbers.Next(1000) < RecurringShare * 1000));
    }

    private BulkEvent One(SeededNumbers numbers, string id, bool recurring)
    {
        var quarters = (int)Math.Max(1, (To - From).TotalMinutes / 15);
        var start = From + Duration.FromMinutes(15 * numbers.Next(quarters));
        var end = start + Duration.FromMinutes(15 * (1 + numbers.Next(8)));
        var subject = Subjects[numbers.Next(Subjects.Length)];
        return new BulkEvent(
            id,
            $"{subject} {numbers.Next(1000)}",
            $"{subject}: agenda and notes are in the usual place.",
            $"Room {1 + numbers.Next(12)}",
            start,
            end,
            Guests[numbers.Next(Guests.Length)],
            recurring);
    }

    private static Instant? Moment(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at }
            ? at.ToInstant()
            : null;
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
