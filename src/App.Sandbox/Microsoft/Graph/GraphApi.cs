using App.Sandbox.Credentials;
using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>The operations of Graph v1.0, each behind its token and scopes.</summary>
internal sealed class GraphApi(
    GrantStore grants,
    SandboxClock clock,
    CalendarOperations calendars,
    EventOperations events,
    ViewOperations views,
    DeltaOperations deltas,
    ScheduleOperations schedules,
    SubscriptionOperations subscriptions)
{
    private static readonly HashSet<string> Profile = ["User.Read"];
    private static readonly HashSet<string> Basic = ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"];
    private static readonly HashSet<string> Read = ["Calendars.Read", "Calendars.ReadWrite"];
    private static readonly HashSet<string> Write = ["Calendars.ReadWrite"];

    public void Map(IEndpointRouteBuilder vendor)
    {
        var api = vendor.MapGroup("/v1.0");
        On(api, "GET", "/me", Profile, calendars.Me);
        On(api, "GET", "/me/calendar", Basic, calendars.Get);
        On(api, "POST", "/me/calendar/getSchedule", Basic, schedules.GetAsync);
        On(api, "GET", "/me/calendars", Basic, calendars.List);
        On(api, "GET", "/me/calendars/{calendarId}", Basic, calendars.Get);
        foreach (var calendar in (string[])["/me", "/me/calendar", "/me/calendars/{calendarId}"])
        {
            On(api, "GET", calendar + "/calendarView", Read, views.List);
            On(api, "GET", calendar + "/calendarView/delta", Read, deltas.Round);
            On(api, "GET", calendar + "/calendarView/delta()", Read, deltas.Round);
            On(api, "GET", calendar + "/events", Read, views.Events);
            On(api, "POST", calendar + "/events", Write, events.CreateAsync);
            On(api, "GET", calendar + "/events/{eventId}", Read, events.Get);
            On(api, "GET", calendar + "/events/{eventId}/instances", Read, views.Instances);
            On(api, "PATCH", calendar + "/events/{eventId}", Write, events.UpdateAsync);
            On(api, "DELETE", calendar + "/events/{eventId}", Write, events.Delete);
        }

        On(api, "GET", "/subscriptions", Read, subscriptions.List);
        On(api, "POST", "/subscriptions", Read, subscriptions.CreateAsync);
        On(api, "GET", "/subscriptions/{subscriptionId}", Read, subscriptions.Get);
        On(api, "PATCH", "/subscriptions/{subscriptionId}", Read, subscriptions.UpdateAsync);
        On(api, "DELETE", "/subscriptions/{subscriptionId}", Read, subscriptions.Delete);
        On(api, "POST", "/subscriptions/{subscriptionId}/reauthorize", Read, subscriptions.Reauthorize);
        api.Map("/{**rest}", context => ((GraphAnswer)GraphError.UnknownSegment).WriteAsync(context, clock));
    }

    private void On(IEndpointRouteBuilder api, string method, string path, HashSet<string> scopes, Func<GraphCall, GraphAnswer> run) =>
        On(api, method, path, scopes, call => Task.FromResult(run(call)));

    private void On(IEndpointRouteBuilder api, string method, string path, HashSet<string> scopes, Func<GraphCall, Task<GraphAnswer>> run) =>
        api.MapMethods(path, [method], async context => await (await AnswerAsync(context, scopes, run)).WriteAsync(context, clock));

    private async Task<GraphAnswer> AnswerAsync(HttpContext context, HashSet<string> scopes, Func<GraphCall, Task<GraphAnswer>> run)
    {
        if (BearerToken.Of(context.Request) is not { } token)
        {
            return GraphError.NoToken;
        }

        if (grants.Verify(MicrosoftAccount.Vendor, token) is not { } bearer || MicrosoftAccount.ByEmail(bearer.Account) is not { } account)
        {
            return GraphError.DeadToken;
        }

        return MicrosoftScopes.Allows(bearer.Scopes, scopes) ? await run(new GraphCall(context, account)) : GraphError.AccessDenied;
    }
}
