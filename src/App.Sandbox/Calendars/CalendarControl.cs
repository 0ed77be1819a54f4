using System.Text.Json.Nodes;
using App.Sandbox.Control;
using App.Sandbox.Hosting;
using NodaTime.Text;

namespace App.Sandbox.Calendars;

/// <summary>Calendars and events changed as a person would at the vendor: the control API of every vendor that has calendars.</summary>
internal sealed class CalendarControl(ICalendarDesk desk, SandboxClock clock)
{
    public void Map(IEndpointRouteBuilder control)
    {
        var account = control.MapGroup("/accounts/{email}");
        account.MapPost("/expire-sync-tokens", context =>
        {
            desk.ExpireSyncTokens(Email(context));
            return ControlAnswer.OkAsync(context, new JsonObject { ["expired"] = true });
        });
        account.MapGet("/calendars", context => ControlAnswer.OkAsync(
            context,
            new JsonObject { ["items"] = new JsonArray([.. desk.Calendars(Email(context)).Select(c => (JsonNode)desk.Describe(c))]) }));
        account.MapPost("/calendars", context => ControlAnswer.WithBodyAsync(context, body => WriteAsync(context, Add(Email(context), body))));
        var calendar = account.MapGroup("/calendars/{calendarId}");
        calendar.MapDelete("", context => OnAsync(context, found =>
        {
            desk.RemoveCalendar(found);
            return DeskAnswer.Ok(new JsonObject { ["deleted"] = true });
        }));
        calendar.MapGet("/events", context => OnAsync(context, found =>
            DeskAnswer.Ok(new JsonObject { ["items"] = new JsonArray([.. desk.Bodies(found)]) })));
        calendar.MapGet("/occurrences", context => OnAsync(context, found => Occurrences(context, found)));
        calendar.MapPost("/events", context => WithBodyAsync(context, desk.Insert));
        calendar.MapPost("/events/bulk", context => WithBodyAsync(context, AddMany));
        calendar.MapGet("/events/{id}", context => OnAsync(context, found => desk.Body(found, Id(context))));
        calendar.MapPatch("/events/{id}", context => WithBodyAsync(context, (found, body) => desk.Patch(found, Id(context), body)));
        calendar.MapDelete("/events/{id}", context => OnAsync(context, found => desk.Remove(found, Id(context))));
    }

    private DeskAnswer Add(string email, JsonObject body)
    {
        if (desk.Accounts.FirstOrDefault(a => a.Email == email) is not { } account)
        {
            return DeskAnswer.Missing("This account does not exist.");
        }

        return body["summary"] is JsonValue ? desk.AddCalendar(account, body) : DeskAnswer.Wrong("A calendar needs a summary.");
    }

    /// <summary>What happens on these days, occurrences one by one, in the local time of the calendar.</summary>
    private DeskAnswer Occurrences(HttpContext context, DeskCalendar calendar) =>
        LocalDatePattern.Iso.Parse(context.Request.Query["from"].ToString()) is { Success: true, Value: var from } && LocalDatePattern.Iso.Parse(context.Request.Query["to"].ToString()) is { Success: true, Value: var to }
            ? DeskAnswer.Ok(new JsonObject { ["items"] = new JsonArray([.. desk.Between(calendar, from, to).Select(Occurrence)]) })
            : DeskAnswer.Wrong("from and to must be days.");

    private static JsonNode Occurrence(DeskEvent e) => new JsonObject
    {
        ["id"] = e.Id,
        ["title"] = e.Title,
        ["start"] = LocalDateTimePattern.GeneralIso.Format(e.Start),
        ["end"] = LocalDateTimePattern.GeneralIso.Format(e.End),
    };

    private DeskAnswer AddMany(DeskCalendar calendar, JsonObject body) => BulkPlan.Read(body, clock.Now(desk.Vendor)) is { } plan
        ? DeskAnswer.Ok(new JsonObject { ["added"] = desk.InsertMany(calendar, plan.Events()) })
        : DeskAnswer.Wrong($"count must be 1 to {BulkPlan.Most}, and to after from.");

    private Task WithBodyAsync(HttpContext context, Func<DeskCalendar, JsonObject, DeskAnswer> run) =>
        ControlAnswer.WithBodyAsync(context, body => OnAsync(context, calendar => run(calendar, body)));

    private Task OnAsync(HttpContext context, Func<DeskCalendar, DeskAnswer> run) =>
        desk.FindCalendar(Email(context), (string)context.Request.RouteValues["calendarId"]!) is { } calendar
            ? WriteAsync(context, run(calendar))
            : ControlAnswer.MissingAsync(context, "This account has no such calendar.");

    private static Task WriteAsync(HttpContext context, DeskAnswer answer) => ControlAnswer.WriteAsync(context, answer.Status, answer.Body);

    private static string Email(HttpContext context) => ((string)context.Request.RouteValues["email"]!).ToLowerInvariant();

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
