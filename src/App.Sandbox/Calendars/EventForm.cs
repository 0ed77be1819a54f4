using App.Sandbox.Pages;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Calendars;

/// <summary>The form of an event, and what comes back from it.</summary>
internal static class EventForm
{
    private static readonly LocalDateTimePattern Input = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private static readonly (Repetition Repeats, string Words)[] Rules =
    [
        (Repetition.Never, "Does not repeat"),
        (Repetition.Daily, "Every day"),
        (Repetition.Weekdays, "Every weekday"),
        (Repetition.Weekly, "Every week"),
        (Repetition.Monthly, "Every month"),
    ];

    public static Html New(string action, LocalDate today)
    {
        var start = today.PlusDays(1).At(new LocalTime(10, 0));
        return Form(action, new DeskEvent { Id = "", Title = "", Start = start, End = start.PlusHours(1) }, Html.Of($"""<button class="filled">Add event</button>"""));
    }

    public static Html Change(string action, DeskEvent now)
    {
        var buttons = Html.Of(
            $"""
            <button class="outlined bad" form="delete">Delete event</button>
            <button class="filled">Save event</button>
            """);
        var delete = Html.Of($"""<form id="delete" method="post" action="{action}/delete"></form>""");
        return Html.Join([Form(action, now.IsAllDay ? now with { End = now.End.PlusDays(-1) } : now, buttons), delete]);
    }

    /// <summary>The event as it was filled in; null if the times cannot be read or do not follow each other.</summary>
    public static EventDraft? Read(IFormCollection form)
    {
        if (Input.Parse(form["start"].ToString()) is not { Success: true, Value: var start } || Input.Parse(form["end"].ToString()) is not { Success: true, Value: var end })
        {
            return null;
        }

        var isAllDay = form["allDay"] == "on";
        var draft = new EventDraft
        {
            Title = form["summary"].ToString(),
            Start = isAllDay ? start.Date.AtMidnight() : start,
            End = isAllDay ? end.Date.PlusDays(1).AtMidnight() : end,
            IsAllDay = isAllDay,
            Location = form["location"].ToString() is { Length: > 0 } location ? location : null,
            IsFree = form["free"] == "on",
            IsTentative = form["tentative"] == "on",
            Repeats = Repeats(form),
        };
        return draft.End >= draft.Start ? draft : null;
    }

    private static Repetition Repeats(IFormCollection form)
    {
        if (!form.ContainsKey("repeats"))
        {
            return Repetition.AsBefore;
        }

        return Enum.TryParse<Repetition>(form["repeats"], out var repeats) ? repeats : Repetition.Never;
    }

    private static Html Form(string action, DeskEvent now, Html buttons) => Html.Of(
        $"""
        <form class="fields single" method="post" action="{action}">
          <label>Title<input name="summary" required value="{now.Title}"></label>
          <label>Starts<input name="start" type="datetime-local" required value="{Input.Format(now.Start)}"></label>
          <label>Ends<input name="end" type="datetime-local" required value="{Input.Format(now.End)}"></label>
          {Tick("allDay", "All day, both days included", now.IsAllDay)}
          {Html.If(now.SeriesId is null, Repeats(now.Repeats))}
          <label>Place<input name="location" value="{now.Location}"></label>
          {Tick("tentative", "Tentative", now.IsTentative)}
          {Tick("free", "Shown as free", now.IsFree)}
          <div class="actions">{buttons}</div>
        </form>
        """);

    private static Html Repeats(Repetition now)
    {
        var rules = now == Repetition.AsBefore ? [.. Rules, (now, "As it does now")] : Rules;
        return Html.Of(
            $"""<label>Repeats<select name="repeats">{Html.Join(rules.Select(r => Html.Of($"""<option value="{r.Repeats.ToString()}"{Html.If(r.Repeats == now, new Html(" selected"))}>{r.Words}</option>""")))}</select></label>""");
    }

    private static Html Tick(string name, string words, bool ticked) => Html.Of(
        $"""<label class="tick"><input type="checkbox" name="{name}"{Html.If(ticked, new Html(" checked"))}>{words}</label>""");
}
