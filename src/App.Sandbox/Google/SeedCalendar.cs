using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google;

/// <summary>Writes seed events into one calendar; days count from Monday of the current week.</summary>
internal sealed class SeedCalendar(SandboxCalendar calendar, LocalDate monday, SandboxClock clock)
{
    private readonly EventWriter _writer = new(calendar);

    public void Timed(string key, string summary, int day, string from, string to, Action<JsonObject>? more = null, string? zone = null)
    {
        var date = monday.PlusDays(day);
        Add(key, summary, Time(date, from, zone), Time(date, to, zone), more);
    }

    public void Series(string key, string summary, LocalDate first, string from, string to, string rule) =>
        Add(key, summary, Time(first, from, null), Time(first, to, null), e => e["recurrence"] = new JsonArray(rule));

    public void AllDay(string key, string summary, int day, int days, Action<JsonObject>? more = null)
    {
        var date = monday.PlusDays(day);
        Add(key, summary, Day(date), Day(date.PlusDays(days)), more);
    }

    public void Typed(string key, string summary, string type, int day, string from, string to) => Timed(key, summary, day, from, to, e =>
    {
        e["eventType"] = type;
        e[$"{type}Properties"] = new JsonObject { ["autoDeclineMode"] = "declineOnlyNewConflictingInvitations", ["declineMessage"] = "Declined" };
    });

    public void WorkingLocation(string key, int day) => AllDay(key, "Home", day, 1, e =>
    {
        e["eventType"] = "workingLocation";
        e["transparency"] = "transparent";
        e["visibility"] = "public";
        e["workingLocationProperties"] = new JsonObject { ["type"] = "homeOffice", ["homeOffice"] = new JsonObject() };
    });

    private void Add(string key, string summary, JsonObject start, JsonObject end, Action<JsonObject>? more)
    {
        var body = new JsonObject { ["id"] = Id(key), ["summary"] = summary, ["start"] = start, ["end"] = end };
        more?.Invoke(body);
        if (_writer.New(body, new WriteMode(AtVendor: true)).Failed(out var error, out var made)
            || calendar.Insert(made, clock.True).Failed(out error, out _))
        {
            throw new InvalidOperationException($"Seed event '{key}' is wrong: {error.Message}");
        }
    }

    private string Id(string key) => "seed" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{calendar.Info.Id}/{key}")))[..22];

    private JsonObject Time(LocalDate date, string time, string? zone)
    {
        var local = time == "24:00" ? date.PlusDays(1).AtMidnight() : date + LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value;
        return new JsonObject { ["dateTime"] = LocalDateTimePattern.ExtendedIso.Format(local), ["timeZone"] = zone ?? calendar.Info.TimeZone };
    }

    private static JsonObject Day(LocalDate date) => new() { ["date"] = LocalDatePattern.Iso.Format(date) };
}
