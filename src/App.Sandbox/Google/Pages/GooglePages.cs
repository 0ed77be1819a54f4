using App.Sandbox.Credentials;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Google.Pages;

/// <summary>Google's part of the control page, and what its buttons do.</summary>
internal sealed class GooglePages(CalendarStore store, GrantStore grants, CalendarPages calendars)
{
    public void Map(IEndpointRouteBuilder pages)
    {
        var account = pages.MapGroup("/{email}");
        account.MapPost("/expire-access-tokens", context => Act(context, "access-expired", email => grants.ExpireAccessTokens(email, GoogleAccount.Vendor)));
        account.MapPost("/expire-sync-tokens", context => Act(context, "sync-expired", store.ExpireSyncTokens));
        account.MapPost("/revoke", context => Act(context, "revoked", email => grants.RevokeAccount(email, GoogleAccount.Vendor)));
        calendars.Map(account.MapGroup("/{calendarId}"));
    }

    public Html Overview(HttpRequest request) => Html.Join(GoogleAccount.All.Select(a => Card(request, a)));

    private Html Card(HttpRequest request, GoogleAccount account)
    {
        var (live, ended) = grants.Count(GoogleAccount.Vendor, account.Email);
        var root = SandboxUrls.Path(request, $"/at/google/{Uri.EscapeDataString(account.Email)}");
        return Html.Of(
            $"""
            <section class="card account" aria-label="Google account {account.Email}">
              <div class="head">
                <span class="tile" aria-hidden="true">GC</span>
                <div><h3>{account.Person.Name}</h3><span class="meta">{account.Email}</span></div>
              </div>
              <p><span class="chip {(live > 0 ? "ok" : "idle")}">{(live > 0 ? "Connected" : "Not connected")}</span> <span class="meta">{Grants(live, ended)}</span></p>
              <ul class="plain">{Html.Join(store.Of(account.Email).Where(c => !c.Info.Deleted).Select(c => Calendar(root, c)))}</ul>
              <div class="foot">
                {Button(root, "expire-access-tokens", "Expire access", account)}
                {Button(root, "expire-sync-tokens", "Expire sync", account)}
                {Button(root, "revoke", "Revoke", account)}
              </div>
            </section>
            """);
    }

    private static Html Calendar(string root, SandboxCalendar calendar)
    {
        var name = calendar.Info.Primary ? "Primary calendar" : calendar.Info.Summary;
        return Html.Of(
            $"""<li><a href="{root}/{Uri.EscapeDataString(calendar.Info.Id)}">{name}</a><span class="meta">{calendar.CountLive} events</span></li>""");
    }

    private static string Grants(int live, int ended) =>
        (live == 1 ? "1 grant" : $"{live} grants") + (ended > 0 ? $", {ended} ended" : "");

    private static Html Button(string root, string action, string words, GoogleAccount account) => Html.Of(
        $"""<form method="post" action="{root}/{action}"><button class="outlined small" aria-label="{words}, {account.Email}">{words}</button></form>""");

    private static Task Act(HttpContext context, string done, Action<string> act)
    {
        act((string)context.Request.RouteValues["email"]!);
        Notice.Return(context, SandboxUrls.Path(context.Request, ""), done);
        return Task.CompletedTask;
    }
}
