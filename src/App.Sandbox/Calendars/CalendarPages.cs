using App.Sandbox.Hosting;
using App.Sandbox.Pages;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Calendars;

/// <summary>A calendar as its owner sees it at the vendor: two weeks of events, to add to, change and delete.</summary>
internal sealed class CalendarPages(ICalendarDesk desk, SandboxClock clock)
{
    private const int DaysShown = 14;
    private static readonly LocalDatePattern DayName = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public void Map(IEndpointRouteBuilder calendar)
    {
        calendar.MapGet("", context => OnAsync(context, found => ShowAsync(context, found)));
        calendar.MapPost("", context => OnAsync(context, found => AddAsync(context, found)));
        calendar.MapGet("/{id}", context => OnAsync(context, found => EditAsync(context, found)));
        calendar.MapPost("/{id}", context => OnAsync(context, found => ChangeAsync(context, found)));
        calendar.MapPost("/{id}/delete", context => OnAsync(context, found =>
        {
            desk.Remove(found, Id(context));
            Notice.Return(context, PathOf(context, found), "deleted");
            return Task.CompletedTask;
        }));
    }

    private Task ShowAsync(HttpContext context, DeskCalendar calendar)
    {
        var today = clock.Now(desk.Vendor).InZone(calendar.Zone).Date;
        var from = LocalDatePattern.Iso.Parse(context.Request.Query["from"].ToString()) is { Success: true, Value: var asked }
            ? asked
            : today.PlusDays(1 - (int)today.DayOfWeek);
        var path = PathOf(context, calendar);
        var title = calendar.IsPrimary ? calendar.Account : calendar.Name;
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{SandboxUrls.Path(context.Request, "")}">Sandbox</a></p>
            <div class="title">
              <div><h1>{title}</h1><p>{desk.Product} of {calendar.Account}, times in {calendar.Zone.Id}.</p></div>
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

    private Html Days(DeskCalendar calendar, string path, LocalDate from)
    {
        var byDay = desk.Between(calendar, from, from.PlusDays(DaysShown))
            .GroupBy(e => LocalDate.Max(e.Start.Date, from))
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

    private static Html Row(DeskEvent e, string path)
    {
        string?[] notes =
        [
            e.Location,
            e.IsTentative ? "tentative" : null,
            e.IsFree ? "shown as free" : null,
            e.Note,
            e.SeriesId is null ? null : "repeats",
            e.IsDeclined ? "declined" : null,
        ];
        return Html.Of(
            $"""
            <li>
              <span class="time">{(e.IsAllDay ? "All day" : $"{Clock.Format(e.Start.TimeOfDay)}–{Clock.Format(e.End.TimeOfDay)}")}</span>
              <div><strong>{e.Title}</strong><span class="meta">{string.Join(", ", notes.Where(n => n is not null))}</span></div>
              <a class="button outlined small" href="{path}/{Uri.EscapeDataString(e.Id)}" aria-label="Change {e.Title}">Change</a>
            </li>
            """);
    }

    private Task EditAsync(HttpContext context, DeskCalendar calendar)
    {
        if (desk.Find(calendar, Id(context)) is not { } found)
        {
            return SandboxPage.WriteAsync(context, "Not there", Html.Of($"""<section class="card"><h1>This event is not there</h1><p>It may have been deleted.</p></section>"""), 404);
        }

        var path = PathOf(context, calendar);
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{SandboxUrls.Path(context.Request, "")}">Sandbox</a> / <a href="{path}">{calendar.Name}</a></p>
            <section class="card">
              <h1>{found.Title}</h1>
              {(found.SeriesId is null ? Html.None : Html.Of($"""<p>This is one occurrence. <a href="{path}/{Uri.EscapeDataString(found.SeriesId)}">Change the whole series</a></p>"""))}
              {Notice.Of(context.Request)}
              {EventForm.Change($"{path}/{Uri.EscapeDataString(Id(context))}", found)}
            </section>
            """);
        return SandboxPage.WriteAsync(context, found.Title, body);
    }

    private async Task AddAsync(HttpContext context, DeskCalendar calendar)
    {
        var added = await SaveAsync(context, calendar, null);
        Notice.Return(context, PathOf(context, calendar), added ? "added" : "wrong");
    }

    private async Task ChangeAsync(HttpContext context, DeskCalendar calendar)
    {
        var changed = await SaveAsync(context, calendar, Id(context));
        var path = PathOf(context, calendar);
        Notice.Return(context, changed ? path : $"{path}/{Uri.EscapeDataString(Id(context))}", changed ? "changed" : "wrong");
    }

    private async Task<bool> SaveAsync(HttpContext context, DeskCalendar calendar, string? id) =>
        EventForm.Read(await context.Request.ReadFormAsync(context.RequestAborted)) is { } draft && desk.Save(calendar, id, draft).IsGood;

    private Task OnAsync(HttpContext context, Func<DeskCalendar, Task> run)
    {
        var (email, id) = ((string)context.Request.RouteValues["email"]!, (string)context.Request.RouteValues["calendarId"]!);
        return desk.FindCalendar(email, id) is { } calendar
            ? run(calendar)
            : SandboxPage.WriteAsync(context, "Not there", Html.Of($"""<section class="card"><h1>This calendar is not there</h1><p>It may have been deleted.</p></section>"""), 404);
    }

    private string PathOf(HttpContext context, DeskCalendar calendar) => SandboxUrls.Path(
        context.Request,
        $"/at/{desk.Vendor}/{Uri.EscapeDataString(calendar.Account)}/{Uri.EscapeDataString(calendar.Id)}");

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
