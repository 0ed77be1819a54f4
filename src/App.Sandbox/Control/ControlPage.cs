using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Control;

/// <summary>The page on which a person works the vendors: accounts, faults, settings, and what was asked of them.</summary>
internal sealed class ControlPage(IEnumerable<ISandboxVendor> vendors, SandboxSettings settings, FaultBoard faults, RequestLog log)
{
    private const int RequestsShown = 25;

    public Task ShowAsync(HttpContext context)
    {
        var on = faults.On;
        var request = context.Request;
        var body = Html.Of(
            $"""
            <div class="title"><div><h1>Sandbox</h1><p>{Sentence(on)}</p></div></div>
            {Notice.Of(request)}
            <h2>Accounts</h2>
            <div class="cards">{Html.Join(vendors.Reverse().Select(v => v.Overview(request)))}</div>
            <h2 id="faults">Faults</h2>
            {Faults(request, on)}
            <h2 id="settings">Behaviour</h2>
            <div class="cards wide-cards">{Html.Join(vendors.Reverse().Select(v => Settings(request, v)))}</div>
            <h2 id="requests">Last requests</h2>
            {Requests()}
            <h2>Start over</h2>
            <section class="card row">
              <p>Forgets every token and change, and lays the seed around this week again.</p>
              <form method="post" action="{SandboxUrls.Path(request, "/page/reset")}"><button class="outlined bad">Reset the sandbox</button></form>
            </section>
            """);
        return SandboxPage.WriteAsync(context, "Sandbox", body, width: "broad");
    }

    private static string Sentence(IReadOnlyList<Fault> on) => on.Count switch
    {
        0 => "What you change here happens at the vendors. No fault is on.",
        1 => "What you change here happens at the vendors. One fault is on.",
        _ => $"What you change here happens at the vendors. {on.Count} faults are on.",
    };

    private Html Faults(HttpRequest request, IReadOnlyList<Fault> on)
    {
        var add = SandboxUrls.Path(request, "/page/faults");
        var clear = SandboxUrls.Path(request, "/page/faults/clear");
        return Html.Of(
            $"""
            <section class="card flush">
              <ul class="rows">{Html.Join(FaultWords.All.Select(f => Row(f, on.Where(o => o.Kind == f.Kind).ToList(), add, clear)))}</ul>
              <details class="pad"><summary>Switch a fault on for one account or a number of times</summary>{Narrow(add)}</details>
            </section>
            """);
    }

    private static Html Row((FaultKind Kind, string Name, string Sentence) fault, List<Fault> on, string add, string clear) => Html.Of(
        $"""
        <li>
          <div><strong>{fault.Name}</strong><span class="meta">{fault.Sentence}</span>{Html.Join(on.Select(Detail))}</div>
          <span class="chip {(on.Count > 0 ? "warn" : "idle")}">{(on.Count > 0 ? "On" : "Off")}</span>
          {(on.Count > 0
            ? Html.Of($"""<form method="post" action="{clear}"><input type="hidden" name="kind" value="{fault.Kind.ToString()}"><button class="outlined small" aria-label="Switch off, {fault.Name}">Switch off</button></form>""")
            : Html.Of($"""<form method="post" action="{add}"><input type="hidden" name="kind" value="{fault.Kind.ToString()}"><button class="outlined small" aria-label="Switch on, {fault.Name}">Switch on</button></form>"""))}
        </li>
        """);

    private static Html Detail(Fault fault)
    {
        string?[] parts =
        [
            fault.Vendor,
            fault.Account,
            fault.Operation is { Length: > 0 } operation ? $"paths with “{operation}”" : null,
            fault.Count is { } count ? $"{count} more" : "until switched off",
            fault.RetryAfterSeconds is { } seconds ? $"Retry-After {seconds} s" : null,
            fault.DelayMs is { } delay ? $"{delay} ms" : null,
        ];
        return Html.Of($"""<span class="meta">{string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)))}</span>""");
    }

    private static Html Narrow(string add) => Html.Of(
        $"""
        <form class="fields" method="post" action="{add}">
          <label>Fault<select name="kind">{Html.Join(FaultWords.All.Select(f => Html.Of($"""<option value="{f.Kind.ToString()}">{f.Name}</option>""")))}</select></label>
          <label>Account<input name="account" type="email" placeholder="every account"></label>
          <label>Part of the path<input name="operation" placeholder="API calls"></label>
          <label>How many times<input name="count" type="number" min="1" placeholder="until switched off"></label>
          <label>Retry-After, seconds<input name="retryAfterSeconds" type="number" min="0"></label>
          <label>Delay, milliseconds<input name="delayMs" type="number" min="0"></label>
          <div class="actions"><button class="outlined">Switch on</button></div>
        </form>
        """);

    private Html Settings(HttpRequest request, ISandboxVendor vendor)
    {
        var now = settings.For(vendor.Key);
        return Html.Of(
            $"""
            <form class="card" method="post" action="{SandboxUrls.Path(request, "/page/settings")}">
              <h3>{vendor.Name}</h3>
              <input type="hidden" name="vendor" value="{vendor.Key}">
              <div class="fields">
                <label>Refresh tokens<select name="refreshMode">{Html.Join(Modes.Select(m => Mode(m.Mode, m.Words, now.RefreshMode)))}</select></label>
                {Number("graceSeconds", "Grace, seconds", now.GraceSeconds)}
                {Number("accessTokenSeconds", "Access token life, seconds", now.AccessTokenSeconds)}
                {Number("syncTokenSeconds", "Sync token life, seconds", now.SyncTokenSeconds)}
                {Number("pageSize", "Largest page", now.PageSize, required: false)}
                {Number("clockSkewSeconds", "Clock ahead, seconds", now.ClockSkewSeconds, least: -86_400)}
                {Number("latencyMs", "Added latency, milliseconds", now.LatencyMs)}
              </div>
              <div class="actions"><button class="outlined" aria-label="Save settings, {vendor.Name}">Save settings</button></div>
            </form>
            """);
    }

    private static readonly (RefreshMode Mode, string Words)[] Modes =
    [
        (RefreshMode.None, "Never replaced (Google)"),
        (RefreshMode.Keep, "Replaced, old one stays valid (Microsoft)"),
        (RefreshMode.Grace, "Replaced, old one valid for the grace time"),
        (RefreshMode.Strict, "Replaced at once; reuse revokes (Zoom)"),
    ];

    private static Html Mode(RefreshMode mode, string words, RefreshMode now) =>
        Html.Of($"""<option value="{mode.ToString()}"{Html.If(mode == now, new Html(" selected"))}>{words}</option>""");

    private static Html Number(string name, string label, int? value, int least = 0, bool required = true) => Html.Of(
        $"""
        <label>{label}<input name="{name}" type="number" min="{least}" value="{value?.ToString(System.Globalization.CultureInfo.InvariantCulture)}"{Html.If(required, new Html(" required"))}></label>
        """);

    private Html Requests()
    {
        var last = log.Since(0).TakeLast(RequestsShown).Reverse().ToList();
        if (last.Count == 0)
        {
            return Html.Of($"""<section class="card"><p>No client has asked anything yet.</p></section>""");
        }

        return Html.Of(
            $"""
            <section class="card flush">
              <ul class="rows requests">{Html.Join(last.Select(r => Html.Of(
                $"""
                <li><span class="chip {Tone(r.Status)}">{r.Status}</span><div><code>{r.Method} {r.Path}</code><span class="meta">{r.At[11..19]} UTC, {r.Account ?? "no account"}</span></div></li>
                """)))}</ul>
            </section>
            """);
    }

    private static string Tone(int status) => status switch
    {
        0 or >= 500 => "bad",
        >= 400 => "warn",
        _ => "ok",
    };
}
