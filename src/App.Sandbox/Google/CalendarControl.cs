using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Control;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using NodaTime;

namespace App.Sandbox.Google;

/// <summary>Calendars and events changed as a person would at Google, without a token.</summary>
internal sealed class CalendarControl(CalendarStore store, BulkEvents bulk, SandboxClock clock)
{
    private static readonly WriteMode AtVendor = new(AtVendor: true);

    private Instant Now => clock.Now(GoogleAccount.Vendor);

    public void Map(IEndpointRouteBuilder control)
    {
        var account = control.MapGroup("/accounts/{email}");
        account.MapPost("/expire-sync-tokens", context =>
        {
            store.ExpireSyncTokens(Email(context));
            return ControlAnswer.OkAsync(context, new JsonObject { ["expired"] = true });
        });
        account.MapGet("/calendars", context => ControlAnswer.OkAsync(
            context,
            new JsonObject { ["items"] = new JsonArray([.. store.Of(Email(context)).Select(c => (JsonNode)Describe(c))]) }));
        account.MapPost("/calendars", AddCalendarAsync);
        var events = account.MapGroup("/calendars/{calendarId}");
        events.MapDelete("", context => OnCalendarAsync(context, calendar =>
        {
            store.Change(calendar, i => i with { Deleted = true });
            return new JsonObject { ["deleted"] = true };
        }));
        events.MapGet("/events", context => OnCalendarAsync(context, calendar =>
            new JsonObject { ["items"] = new JsonArray([.. calendar.Bodies()]) }));
        events.MapPost("/events", context => WithBodyAsync(context, (calendar, body) => Insert(calendar, body)));
        events.MapPost("/events/bulk", context => WithBodyAsync(context, (calendar, body) => bulk.Make(calendar, body, Now)));
        events.MapGet("/events/{id}", context => OnCalendarAsync(context, calendar =>
            calendar.Find(Id(context)) is { } body ? body : GoogleError.NotFound));
        events.MapPatch("/events/{id}", context => WithBodyAsync(context, (calendar, body) =>
            calendar.Change(Id(context), null, Now, before => new EventWriter(calendar).Patched(before, body, AtVendor))));
        events.MapDelete("/events/{id}", context => OnCalendarAsync(context, calendar =>
            calendar.Remove(Id(context), null, Now) is { } error ? error : new JsonObject { ["deleted"] = Id(context) }));
    }

    public static JsonObject Describe(SandboxCalendar calendar) => new()
    {
        ["id"] = calendar.Info.Id,
        ["summary"] = calendar.Info.Summary,
        ["timeZone"] = calendar.Info.TimeZone,
        ["primary"] = calendar.Info.Primary,
        ["accessRole"] = calendar.Info.AccessRole,
        ["deleted"] = calendar.Info.Deleted,
        ["color"] = calendar.Info.Color,
        ["events"] = calendar.CountLive,
    };

    public Outcome<JsonObject> Insert(SandboxCalendar calendar, JsonObject body) =>
        new EventWriter(calendar).New(body, AtVendor).Failed(out var error, out var made) ? error : calendar.Insert(made, Now);

    /// <summary>The id a secondary calendar gets: the same for the same name, so that tests can foresee it.</summary>
    public static string CalendarId(string account, string summary)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{summary}"));
        return $"c_{Convert.ToHexStringLower(hash)[..26]}@group.calendar.google.com";
    }

    private Task AddCalendarAsync(HttpContext context) => ControlAnswer.WithBodyAsync(context, body =>
    {
        if (GoogleAccount.ByEmail(Email(context)) is not { } account)
        {
            return ControlAnswer.MissingAsync(context, "This account does not exist.");
        }

        if (StoredEvent.Text(body, "summary") is not { Length: > 0 } summary)
        {
            return ControlAnswer.WrongAsync(context, "A calendar needs a summary.");
        }

        var zone = StoredEvent.Text(body, "timeZone") ?? account.Zone;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            return ControlAnswer.WrongAsync(context, "The time zone is not known.");
        }

        var info = new CalendarInfo
        {
            Id = StoredEvent.Text(body, "id") ?? CalendarId(account.Email, summary),
            Account = account.Email,
            Summary = summary,
            TimeZone = zone,
            AccessRole = StoredEvent.Text(body, "accessRole") ?? "owner",
        };
        return store.Find(account.Email, info.Id) is null
            ? ControlAnswer.OkAsync(context, Describe(store.Add(info)))
            : ControlAnswer.WrongAsync(context, "A calendar of this id exists.");
    });

    private Task WithBodyAsync(HttpContext context, Func<SandboxCalendar, JsonObject, Outcome<JsonObject>> run) =>
        ControlAnswer.WithBodyAsync(context, body => OnCalendarAsync(context, calendar => run(calendar, body)));

    private Task OnCalendarAsync(HttpContext context, Func<SandboxCalendar, Outcome<JsonObject>> run)
    {
        if (store.Find(Email(context), (string)context.Request.RouteValues["calendarId"]!) is not { } calendar)
        {
            return ControlAnswer.MissingAsync(context, "This account has no such calendar.");
        }

        return run(calendar).Failed(out var error, out var answer)
            ? ControlAnswer.WriteAsync(context, error.Status, error.ToJson())
            : ControlAnswer.OkAsync(context, answer);
    }

    private static string Email(HttpContext context) => ((string)context.Request.RouteValues["email"]!).ToLowerInvariant();

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
