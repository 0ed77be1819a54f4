using System.Globalization;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Inbox;

/// <summary>Pages of the inboxes. The list of what came looks again by itself until told not to; what is typed stands on a page of its own, which doesn't.</summary>
internal sealed class InboxPages(InboxStore store, FaultBoard faults)
{
    private const int EverySeconds = 3;

    private static readonly (FaultKind Kind, string Words)[] Failures =
    [
        (FaultKind.Error500, "Answer 500"), (FaultKind.Gone410, "Answer 410, gone"), (FaultKind.TooMany429, "Answer 429, too many"), (FaultKind.Unauthorized, "Answer 401"),
        (FaultKind.Slow, "Answer late"), (FaultKind.Dropped, "Close the connection"),
    ];

    public void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("", ListAsync);
        pages.MapPost("", OpenAsync);
        pages.MapGet("/{name}", context => NamedAsync(context, ShowAsync));
        pages.MapGet("/{name}/answers", context => NamedAsync(context, EditAsync));
        pages.MapPost("/{name}/secret", context => NamedAsync(context, KeepSecretAsync));
        pages.MapPost("/{name}/faults", context => NamedAsync(context, FailAsync));
        pages.MapPost("/{name}/faults/clear", context => NamedAsync(context, MendAsync));
        pages.MapPost("/{name}/clear", context => NamedAsync(context, ClearAsync));
    }

    public Task LeadAsync(HttpContext context, string path)
    {
        context.Response.Redirect(SandboxUrls.Path(context.Request, "/at/inbox" + path));
        return Task.CompletedTask;
    }

    public Html Overview(HttpRequest request)
    {
        var names = store.Names;
        return Html.Of(
            $"""
            <section class="card account">
              <h3>Where webhooks arrive</h3>
              <p>{(names.Count == 0 ? "Nothing has come yet." : $"{names.Count} with something in it.")} Post to <code>{SandboxUrls.Root(request)}/inbox/mine</code>, or any other name.</p>
              <div class="foot"><a class="button outlined small" href="{SandboxUrls.Path(request, "/inbox")}">Inboxes</a></div>
            </section>
            """);
    }

    private Task ListAsync(HttpContext context)
    {
        var rows = store.Names.Select(n => Html.Of(
            $"""<li><div><strong><a href="{Path(context, n)}">{n}</a></strong><span class="meta">{SandboxUrls.Root(context.Request)}/inbox/{n}</span></div><span class="chip idle">{store.Of(n).Count}</span></li>"""));
        var body = Html.Of(
            $"""
            <div class="title"><div><h1>Webhook inboxes</h1><p>An address under <code>{SandboxUrls.Root(context.Request)}/inbox/</code> takes whatever is posted to it.</p></div></div>
            <h2>With something in them</h2>
            <section class="card flush">{(store.Names.Count == 0 ? Html.Of($"""<p class="pad">Nothing has come yet.</p>""") : Html.Of($"""<ul class="rows">{Html.Join(rows)}</ul>"""))}</section>
            <h2>Open one</h2>
            <form class="card fields" method="post" action="{SandboxUrls.Path(context.Request, "/at/inbox")}">
              <label>Name<input name="name" required maxlength="{InboxStore.MostName}" pattern="[A-Za-z0-9._\-]+" value="mine"></label>
              <div class="actions"><button class="outlined">Open</button></div>
            </form>
            """);
        return SandboxPage.WriteAsync(context, "Webhook inboxes", body, width: "broad");
    }

    private Task ShowAsync(HttpContext context, string name)
    {
        var follows = context.Request.Query["follow"] != "no";
        if (follows)
        {
            context.Response.Headers["Refresh"] = EverySeconds.ToString(CultureInfo.InvariantCulture);
        }

        var requests = store.Of(name);
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{SandboxUrls.Path(context.Request, "/at/inbox")}">Webhook inboxes</a></p>
            <div class="title"><div><h1>{name}</h1><p><code>{SandboxUrls.Root(context.Request)}/inbox/{name}</code></p></div>
              <nav>
                {(follows ? Html.Of($"""<a class="button outlined small" href="{Path(context, name)}?follow=no">Stop looking again</a>""") : Html.Of($"""<a class="button outlined small" href="{Path(context, name)}">Look again every {EverySeconds} seconds</a>"""))}
                <a class="button outlined small" href="{Path(context, name)}/answers">Secret and answers</a>
              </nav></div>
            {Notice.Of(context.Request)}
            <p class="meta">{(store.SecretOf(name) is null ? "No secret is kept here, so signatures are not checked." : "Signatures are checked with the secret that is kept here.")} {Failing(name)}</p>
            <h2>What came, the newest first</h2>
            <section class="card flush">{(requests.Count == 0 ? Html.Of($"""<p class="pad">Nothing has come yet.</p>""") : Html.Of($"""<ul class="rows">{Html.Join(requests.Select(InboxRows.Of))}</ul>"""))}</section>
            """);
        return SandboxPage.WriteAsync(context, $"Inbox {name}", body, width: "broad");
    }

    private string Failing(string name) => On(name).Count switch
    {
        0 => "Everything is answered 204.",
        1 => "It fails on demand: one fault is on.",
        var count => $"It fails on demand: {count} faults are on.",
    };

    private Task EditAsync(HttpContext context, string name)
    {
        var path = Path(context, name);
        var on = On(name);
        var body = Html.Of(
            $"""
            <p class="crumb"><a href="{path}">{name}</a></p>
            <div class="title"><h1>Secret and answers</h1></div>
            {Notice.Of(context.Request)}
            <h2>Secret</h2>
            <form class="card fields" method="post" action="{path}/secret">
              <label>Secret (whsec_…) or public key (whpk_…)<input name="secret" autocomplete="off" placeholder="{(store.SecretOf(name) is null ? "none is kept" : "one is kept; leave empty to forget it")}"></label>
              <div class="actions"><button class="outlined">Keep secret</button></div>
            </form>
            <h2>Answers</h2>
            <section class="card flush">
              {(on.Count == 0 ? Html.Of($"""<p class="pad">Everything is answered 204.</p>""") : Html.Of($"""<ul class="rows">{Html.Join(on.Select(f => Row(f, path)))}</ul>"""))}
            </section>
            <form class="card fields" method="post" action="{path}/faults">
              <label>From now on<select name="kind">{Html.Join(Failures.Select(f => Html.Of($"""<option value="{f.Kind.ToString()}">{f.Words}</option>""")))}</select></label>
              <label>How many times<input name="count" type="number" min="1" placeholder="until switched off"></label>
              <label>Retry-After, seconds<input name="retryAfterSeconds" type="number" min="0"></label>
              <label>Late by, milliseconds<input name="delayMs" type="number" min="0" placeholder="10000"></label>
              <div class="actions"><button class="outlined">Switch on</button></div>
            </form>
            <h2>Start over</h2>
            <section class="card row"><p>Forgets what came.</p><form method="post" action="{path}/clear"><button class="outlined bad">Empty the inbox</button></form></section>
            """);
        return SandboxPage.WriteAsync(context, $"Inbox {name}, secret and answers", body, width: "broad");
    }

    private static Html Row(Fault fault, string path)
    {
        var words = Failures.FirstOrDefault(f => f.Kind == fault.Kind).Words ?? fault.Kind.ToString();
        return Html.Of(
            $"""
            <li><div><strong>{words}</strong><span class="meta">{(fault.Count is { } count ? $"{count} more" : "until switched off")}{(fault.RetryAfterSeconds is { } seconds ? $", Retry-After {seconds} s" : "")}</span></div>
              <form method="post" action="{path}/faults/clear"><input type="hidden" name="id" value="{fault.Id}"><button class="outlined small" aria-label="Switch off, {words}">Switch off</button></form></li>
            """);
    }

    private async Task OpenAsync(HttpContext context)
    {
        var name = (await context.Request.ReadFormAsync(context.RequestAborted))["name"].ToString().Trim();
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SandboxUrls.Path(context.Request, "/at/inbox") + (InboxStore.IsName(name) ? "/" + name : "");
    }

    private async Task KeepSecretAsync(HttpContext context, string name)
    {
        var secret = (await context.Request.ReadFormAsync(context.RequestAborted))["secret"].ToString().Trim();
        var isGood = secret.Length == 0 || InboxSignature.IsSecret(secret);
        if (isGood)
        {
            store.KeepSecret(name, secret.Length == 0 ? null : secret);
        }

        Notice.Return(context, Path(context, name) + "/answers", !isGood ? "secret-wrong" : secret.Length == 0 ? "secret-gone" : "secret");
    }

    private async Task FailAsync(HttpContext context, string name)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Enum.TryParse<FaultKind>(form["kind"], out var kind))
        {
            faults.Add(new Fault { Kind = kind, Vendor = InboxVendor.Vendor, Account = name, Count = Number(form, "count"), RetryAfterSeconds = Number(form, "retryAfterSeconds"), DelayMs = Number(form, "delayMs") });
        }

        Notice.Return(context, Path(context, name) + "/answers", "fault-on");
    }

    private async Task MendAsync(HttpContext context, string name)
    {
        var id = (await context.Request.ReadFormAsync(context.RequestAborted))["id"].ToString();
        foreach (var fault in On(name).Where(f => f.Id == id))
        {
            faults.Remove(fault.Id);
        }

        Notice.Return(context, Path(context, name) + "/answers", "fault-off");
    }

    private Task ClearAsync(HttpContext context, string name)
    {
        store.Clear(name);
        Notice.Return(context, Path(context, name), "emptied");
        return Task.CompletedTask;
    }

    /// <summary>The faults of this inbox alone; those of the whole sandbox are on the first page.</summary>
    private List<Fault> On(string name) => [.. faults.On.Where(f => f.Vendor == InboxVendor.Vendor && string.Equals(f.Account, name, StringComparison.OrdinalIgnoreCase))];

    private static Task NamedAsync(HttpContext context, Func<HttpContext, string, Task> run)
    {
        var name = InboxSink.NameOf(context);
        if (InboxStore.IsName(name))
        {
            return run(context, name);
        }

        return SandboxPage.WriteAsync(
            context,
            "No such inbox",
            Html.Of($"""<section class="card"><h1>No such inbox</h1><p>A name has up to {InboxStore.MostName} letters, digits, dots, dashes and underscores.</p></section>"""),
            StatusCodes.Status404NotFound);
    }

    private static string Path(HttpContext context, string name) => SandboxUrls.Path(context.Request, "/at/inbox/" + name);

    private static int? Number(IFormCollection form, string name) => int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
