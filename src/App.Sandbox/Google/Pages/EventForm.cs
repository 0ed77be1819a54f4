using System.Text.Json.Nodes;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Pages;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Pages;

/// <summary>The form of an event, and what comes back from it.</summary>
internal static class EventForm
{
    private static readonly LocalDateTimePattern Input = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private static readonly (string Rule, string Words)[] Rules =
    [
        ("", "Does not repeat"),
        ("RRULE:FREQ=DAILY", "Every day"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"),
        ("RRULE:FREQ=WEEKLY", "Every week"),
        ("RRULE:FREQ=MONTHLY", "Every month"),
    ];

    public static Html New(string action, LocalDate today)
    {
        var start = today.PlusDays(1).At(new LocalTime(10, 0));
        return Form(action, new JsonObject(), start, start.PlusHours(1), isAllDay: false, canRepeat: true, Html.Of($"""<button class="filled">Add event</button>"""));
    }

    public static Html Change(string action, JsonObject body, DateTimeZone zone)
    {
        var timing = Timing.Parse(body, zone).Value!;
        var isAllDay = timing.Start.IsAllDay;
        var start = timing.Start.At.InZone(zone).LocalDateTime;
        var end = isAllDay ? timing.End.Date!.Value.PlusDays(-1).AtMidnight() : timing.End.At.InZone(zone).LocalDateTime;
        var buttons = Html.Of(
            $"""
            <button class="outlined bad" form="delete">Delete event</button>
            <button class="filled">Save event</button>
            """);
        var delete = Html.Of($"""<form id="delete" method="post" action="{action}/delete"></form>""");
        var form = Form(action, body, start, end, isAllDay, StoredEvent.Text(body, "recurringEventId") is null, buttons);
        return Html.Join([form, delete]);
    }

    /// <summary>The event as it was filled in; null if the times cannot be read.</summary>
    public static JsonObject? Read(IFormCollection form, DateTimeZone zone)
    {
        if (Input.Parse(form["start"].ToString()) is not { Success: true, Value: var start } || Input.Parse(form["end"].ToString()) is not { Success: true, Value: var end })
        {
            return null;
        }

        var isAllDay = form["allDay"] == "on";
        var body = new JsonObject
        {
            ["summary"] = form["summary"].ToString(),
            ["location"] = form["location"].ToString() is { Length: > 0 } location ? location : null,
            ["transparency"] = form["free"] == "on" ? "transparent" : null,
            ["status"] = form["tentative"] == "on" ? "tentative" : "confirmed",
            ["start"] = isAllDay ? Day(start.Date) : Time(start, zone),
            ["end"] = isAllDay ? Day(end.Date.PlusDays(1)) : Time(end, zone),
        };
        if (form.ContainsKey("repeats"))
        {
            body["recurrence"] = form["repeats"].ToString() is { Length: > 0 } rule ? new JsonArray(rule) : null;
        }

        return body;
    }

    private static Html Form(string action, JsonObject body, LocalDateTime start, LocalDateTime end, bool isAllDay, bool canRepeat, Html buttons) => Html.Of(
        $"""
        <form class="fields single" method="post" action="{action}">
          <label>Title<input name="summary" required value="{StoredEvent.Text(body, "summary")}"></label>
          <label>Starts<input name="start" type="datetime-local" required value="{Input.Format(start)}"></label>
          <label>Ends<input name="end" type="datetime-local" required value="{Input.Format(end)}"></label>
          {Tick("allDay", "All day, both days included", isAllDay)}
          {Html.If(canRepeat, Repeats(body))}
          <label>Place<input name="location" value="{StoredEvent.Text(body, "location")}"></label>
          {Tick("tentative", "Tentative", StoredEvent.Text(body, "status") == "tentative")}
          {Tick("free", "Shown as free", StoredEvent.Text(body, "transparency") == "transparent")}
          <div class="actions">{buttons}</div>
        </form>
        """);

    private static Html Repeats(JsonObject body)
    {
        var rule = (body["recurrence"] as JsonArray)?.FirstOrDefault()?.GetValue<string>() ?? "";
        var rules = Rules.Any(r => r.Rule == rule) ? Rules : [.. Rules, (rule, rule)];
        return Html.Of(
            $"""<label>Repeats<select name="repeats">{Html.Join(rules.Select(r => Html.Of($"""<option value="{r.Rule}"{Html.If(r.Rule == rule, new Html(" selected"))}>{r.Words}</option>""")))}</select></label>""");
    }

    private static Html Tick(string name, string words, bool ticked) => Html.Of(
        $"""<label class="tick"><input type="checkbox" name="{name}"{Html.If(ticked, new Html(" checked"))}>{words}</label>""");

    private static JsonObject Day(LocalDate date) => new() { ["date"] = LocalDatePattern.Iso.Format(date) };

    private static JsonObject Time(LocalDateTime local, DateTimeZone zone) =>
        new() { ["dateTime"] = LocalDateTimePattern.ExtendedIso.Format(local), ["timeZone"] = zone.Id };
}
