using System.Text.Json;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Pages;

/// <summary>A calendar as its owner sees it at the vendor: two weeks of events, to add to, change and delete.</summary>
internal sealed class CalendarPages(CalendarStore store, SandboxClock clock)
{
    private const int DaysShown = 14;
    private const int EventsShown = 500;
    private static readonly LocalDatePattern DayName = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");
    private static readonly WriteMode AtVendor = new(AtVendor: true);

    private Instant Now => clock.Now(GoogleAccount.Vendor);

    public void Map(IEndpointRouteBuilder calendar)
    {
        calendar.MapGet("", context => OnAsync(context, found => ShowAsync(context, found)));
        calendar.MapPost("", context => OnAsync(context, found => AddAsync(context, found)));
        calendar.MapGet("/{id}", context => OnAsync(context, found => EditAsync(context, found)));
        calendar.MapPost("/{id}", context => OnAsync(context, found => ChangeAsync(context, found)));
        calendar.MapPost("/{id}/delete", context => OnAsync(context, found =>
        {
            found.Remove(Id(context), null, Now);
            Notice.Return(context, PathOf(context, found), "deleted");
            return Task.CompletedTask;
        }));
    }

    private Task ShowAsync(HttpContext context, SandboxCalendar calendar)
    {
        var today = Now.InZone(calendar.Zone).Date;
        var from = LocalDatePattern.Iso.Parse(context.Request.Query["from"].ToString()) is { Success: true, Value: var asked }
            ? asked
            : today.PlusDays(1 - (int)today.DayOfWeek);
        var path = PathOf(context, calendar);
        var title = calendar.Info.Primary ? calendar.Info.Account : calendar.Info.Summary;
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{SandboxUrls.Path(context.Request, "")}">Sandbox</a></p>
            <div class="title">
              <div><h1>{title}</h1><p>Google Calendar of {calendar.Info.Account}, times in {calendar.Info.TimeZone}.</p></div>
              <nav aria-label="Weeks">
                <a class="button outlined" href="{path}?from={LocalDatePattern.Iso.Format(from.PlusDays(-DaysShown))}">Earlier</a>
                <a class="button outlined" href="{path}?from={LocalDatePattern.Iso.Format(from.PlusDays(DaysShown))}">Later</a>
              </nav>
            </div>
            {Notice.Of(context.Request)}
            <div class="split">
              <div>{Days(calendar, path, from)}</div>
              <section class="card"><h2>Add an event</h2>{EventForm.New(path, today)}</section>
            </div>
            """);
        return SandboxPage.WriteAsync(context, title, body, width: "broad");
    }

    private static Html Days(SandboxCalendar calendar, string path, LocalDate from)
    {
        var window = new Window(calendar.Zone.AtStartOfDay(from).ToInstant(), calendar.Zone.AtStartOfDay(from.PlusDays(DaysShown)).ToInstant());
        var page = calendar.List(new EventQuery { SingleEvents = true, OrderBy = "startTime", Window = window }, null, EventsShown);
        var byDay = page.Items
            .Select(i => JsonDocument.Parse(i).RootElement)
            .GroupBy(e => DayOf(e) < from ? from : DayOf(e))
            .OrderBy(d => d.Key)
            .ToList();
        return byDay.Count == 0
            ? Html.Of($"""<section class="card"><p>Nothing happens in these two weeks.</p></section>""")
            : Html.Join(byDay.Select(day => Html.Of(
                $"""
                <h2>{DayName.Format(day.Key)}</h2>
                <section class="card flush"><ul class="rows">{Html.Join(day.Select(e => Row(e, path)))}</ul></section>
                """)));
    }

    private static Html Row(JsonElement e, string path)
    {
        var id = e.GetProperty("id").GetString()!;
        var summary = Text(e, "summary") ?? "Without a title";
        string?[] notes =
        [
            Text(e, "location"),
            Text(e, "status") == "tentative" ? "tentative" : null,
            Text(e, "transparency") == "transparent" ? "shown as free" : null,
            Text(e, "eventType") is { } type and not "default" ? type : null,
            Text(e, "recurringEventId") is null ? null : "repeats",
            IsDeclined(e) ? "declined" : null,
        ];
        return Html.Of(
            $"""
            <li>
              <span class="time">{Times(e)}</span>
              <div><strong>{summary}</strong><span class="meta">{string.Join(", ", notes.Where(n => n is not null))}</span></div>
              <a class="button outlined small" href="{path}/{Uri.EscapeDataString(id)}" aria-label="Change {summary}">Change</a>
            </li>
            """);
    }

    private Task EditAsync(HttpContext context, SandboxCalendar calendar)
    {
        if (calendar.Find(Id(context)) is not { } found || StoredEvent.Text(found, "status") == "cancelled")
        {
            return SandboxPage.WriteAsync(context, "Not there", Html.Of($"""<section class="card"><h1>This event is not there</h1><p>It may have been deleted.</p></section>"""), 404);
        }

        var path = PathOf(context, calendar);
        var summary = StoredEvent.Text(found, "summary") ?? "Without a title";
        var series = StoredEvent.Text(found, "recurringEventId");
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{SandboxUrls.Path(context.Request, "")}">Sandbox</a> / <a href="{path}">{calendar.Info.Summary}</a></p>
            <section class="card">
              <h1>{summary}</h1>
              {(series is null ? Html.None : Html.Of($"""<p>This is one occurrence. <a href="{path}/{Uri.EscapeDataString(series)}">Change the whole series</a></p>"""))}
              {Notice.Of(context.Request)}
              {EventForm.Change($"{path}/{Uri.EscapeDataString(Id(context))}", found, calendar.Zone)}
            </section>
            """);
        return SandboxPage.WriteAsync(context, summary, body);
    }

    private async Task AddAsync(HttpContext context, SandboxCalendar calendar)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var made = EventForm.Read(form, calendar.Zone) is { } sent ? new EventWriter(calendar).New(sent, AtVendor) : GoogleError.TimeRangeEmpty;
        var added = !made.Failed(out _, out var body) && calendar.Insert(body, Now).Error is null;
        Notice.Return(context, PathOf(context, calendar), added ? "added" : "wrong");
    }

    private async Task ChangeAsync(HttpContext context, SandboxCalendar calendar)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var changed = EventForm.Read(form, calendar.Zone) is { } sent
            && calendar.Change(Id(context), null, Now, before => new EventWriter(calendar).Patched(before, sent, AtVendor)).Error is null;
        var path = PathOf(context, calendar);
        Notice.Return(context, changed ? path : $"{path}/{Uri.EscapeDataString(Id(context))}", changed ? "changed" : "wrong");
    }

    private Task OnAsync(HttpContext context, Func<SandboxCalendar, Task> run)
    {
        var email = (string)context.Request.RouteValues["email"]!;
        return store.Find(email, (string)context.Request.RouteValues["calendarId"]!) is { } calendar
            ? run(calendar)
            : SandboxPage.WriteAsync(context, "Not there", Html.Of($"""<section class="card"><h1>This calendar is not there</h1><p>It may have been deleted.</p></section>"""), 404);
    }

    private static string PathOf(HttpContext context, SandboxCalendar calendar) => SandboxUrls.Path(
        context.Request,
        $"/at/google/{Uri.EscapeDataString(calendar.Info.Account)}/{Uri.EscapeDataString(calendar.Info.Id)}");

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static LocalDate DayOf(JsonElement e) => LocalDatePattern.Iso.Parse(StartOf(e)[..10]).Value;

    private static string StartOf(JsonElement e)
    {
        var start = e.GetProperty("start");
        return Text(start, "date") ?? Text(start, "dateTime")!;
    }

    private static string Times(JsonElement e) =>
        Text(e.GetProperty("start"), "dateTime") is { } start ? $"{start[11..16]}–{Text(e.GetProperty("end"), "dateTime")![11..16]}" : "All day";

    private static bool IsDeclined(JsonElement e) =>
        e.TryGetProperty("attendees", out var guests)
        && guests.EnumerateArray().Any(g => g.TryGetProperty("self", out _) && Text(g, "responseStatus") == "declined");

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
}
