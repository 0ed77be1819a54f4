using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Calendars;

/// <summary>A vendor's accounts on the control page, and what their buttons do.</summary>
internal sealed class AccountPages(ICalendarDesk desk, SandboxClock clock)
{
    public void Map(IEndpointRouteBuilder pages)
    {
        var account = pages.MapGroup("/{email}");
        foreach (var action in desk.Actions)
        {
            account.MapPost("/" + action.Path, context => Act(context, action));
        }

        new CalendarPages(desk, clock).Map(account.MapGroup("/{calendarId}"));
    }

    public Html Overview(HttpRequest request) => Html.Join(desk.Accounts.Select(a => Card(request, a)));

    private Html Card(HttpRequest request, DeskAccount account)
    {
        var (isConnected, words) = desk.Standing(account.Email);
        var root = SandboxUrls.Path(request, $"/at/{desk.Vendor}/{Uri.EscapeDataString(account.Email)}");
        return Html.Of(
            $"""
            <section class="card account" aria-label="{desk.Product} account {account.Email}">
              <div class="head">
                <span class="tile" aria-hidden="true">{desk.Initials}</span>
                <div><h3>{account.Name}</h3><span class="meta">{account.Email}</span></div>
              </div>
              <p><span class="chip {(isConnected ? "ok" : "idle")}">{(isConnected ? "Connected" : "Not connected")}</span> <span class="meta">{words}</span></p>
              <ul class="plain">{Html.Join(desk.Calendars(account.Email).Where(c => !c.IsDeleted).Select(c => Calendar(root, c)))}</ul>
              <div class="foot">{Html.Join(desk.Actions.Select(a => Button(root, a, account)))}</div>
            </section>
            """);
    }

    private static Html Calendar(string root, DeskCalendar calendar) => Html.Of(
        $"""<li><a href="{root}/{Uri.EscapeDataString(calendar.Id)}">{(calendar.IsPrimary ? "Primary calendar" : calendar.Name)}</a><span class="meta">{calendar.Events} events</span></li>""");

    private Html Button(string root, DeskAction action, DeskAccount account) => Html.Of(
        $"""<form method="post" action="{root}/{action.Path}"><button class="outlined small" aria-label="{action.Words}, {desk.Product}, {account.Email}">{action.Words}</button></form>""");

    private static Task Act(HttpContext context, DeskAction action)
    {
        action.Act(((string)context.Request.RouteValues["email"]!).ToLowerInvariant());
        Notice.Return(context, SandboxUrls.Path(context.Request, ""), action.Done);
        return Task.CompletedTask;
    }
}
