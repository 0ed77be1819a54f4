using App.Sandbox.Credentials;

namespace App.Sandbox.Google.Calendar;

/// <summary>The operations of Calendar v3, each behind its token and scopes (discovery document, revision 20260225).</summary>
internal sealed class CalendarApi(
    GrantStore grants,
    CalendarLists lists,
    EventListing listing,
    EventOperations events,
    FreeBusy freeBusy,
    CalendarSettings settings,
    Channels channels)
{
    private static readonly HashSet<string> ListRead = ["calendar", "calendar.app.created", "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.readonly"];
    private static readonly HashSet<string> ListAll = ["calendar", "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.readonly"];
    private static readonly HashSet<string> CalendarRead = ["calendar", "calendar.app.created", "calendar.calendars", "calendar.calendars.readonly", "calendar.readonly"];
    private static readonly HashSet<string> EventRead =
    [
        "calendar", "calendar.app.created", "calendar.events", "calendar.events.freebusy", "calendar.events.owned",
        "calendar.events.owned.readonly", "calendar.events.public.readonly", "calendar.events.readonly", "calendar.readonly",
    ];

    private static readonly HashSet<string> EventWrite = ["calendar", "calendar.app.created", "calendar.events", "calendar.events.owned"];
    private static readonly HashSet<string> EventMove = ["calendar", "calendar.events", "calendar.events.owned"];
    private static readonly HashSet<string> BusyRead = ["calendar", "calendar.events.freebusy", "calendar.freebusy", "calendar.readonly"];
    private static readonly HashSet<string> SettingsRead = ["calendar", "calendar.readonly", "calendar.settings.readonly"];
    private static readonly HashSet<string> ChannelStop =
        [.. EventRead, "calendar.acls", "calendar.acls.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.settings.readonly"];

    public void Map(IEndpointRouteBuilder vendor)
    {
        var api = vendor.MapGroup("/calendar/v3");
        const string calendar = "/calendars/{calendarId}";
        const string collection = calendar + "/events";
        const string item = collection + "/{eventId}";
        On(api, "GET", "/users/me/calendarList", ListAll, lists.List);
        On(api, "GET", "/users/me/calendarList/{calendarId}", ListRead, lists.Get);
        On(api, "POST", "/users/me/calendarList/watch", ListAll, channels.WatchAsync);
        On(api, "GET", "/users/me/settings", SettingsRead, settings.List);
        On(api, "GET", "/users/me/settings/{setting}", SettingsRead, settings.Get);
        On(api, "GET", calendar, CalendarRead, lists.GetCalendar);
        On(api, "GET", collection, EventRead, listing.List);
        On(api, "POST", collection, EventWrite, events.InsertAsync);
        On(api, "POST", collection + "/watch", EventRead, channels.WatchAsync);
        On(api, "GET", item, EventRead, events.Get);
        On(api, "PUT", item, EventWrite, events.UpdateAsync);
        On(api, "PATCH", item, EventWrite, events.PatchAsync);
        On(api, "DELETE", item, EventWrite, events.Delete);
        On(api, "POST", item + "/move", EventMove, events.Move);
        On(api, "GET", item + "/instances", EventRead, listing.Instances);
        On(api, "POST", "/freeBusy", BusyRead, freeBusy.QueryAsync);
        On(api, "POST", "/channels/stop", ChannelStop, channels.StopAsync);
        api.Map("/{**rest}", context => ((ApiAnswer)GoogleError.NotFound).WriteAsync(context));
    }

    private void On(IEndpointRouteBuilder api, string method, string path, HashSet<string> scopes, Func<ApiCall, ApiAnswer> run) =>
        On(api, method, path, scopes, call => Task.FromResult(run(call)));

    private void On(IEndpointRouteBuilder api, string method, string path, HashSet<string> scopes, Func<ApiCall, Task<ApiAnswer>> run) =>
        api.MapMethods(path, [method], async context => await (await AnswerAsync(context, scopes, run)).WriteAsync(context));

    private async Task<ApiAnswer> AnswerAsync(HttpContext context, HashSet<string> scopes, Func<ApiCall, Task<ApiAnswer>> run)
    {
        if (BearerToken.Of(context.Request) is not { } token)
        {
            return GoogleError.LoginRequired;
        }

        if (grants.Verify(GoogleAccount.Vendor, token) is not { } bearer || GoogleAccount.ByEmail(bearer.Account) is not { } account)
        {
            return GoogleError.AuthError;
        }

        return GoogleScopes.Allows(bearer.Scopes, scopes)
            ? await run(new ApiCall(context, account, bearer.Scopes))
            : GoogleError.InsufficientPermissions;
    }
}
