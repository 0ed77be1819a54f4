using System.Text.Json.Nodes;
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
            {Html.Join(vendors.Reverse().Select(v => Html.Of($"""<h2>{v.Name}</h2><div class="cards">{v.Overview(request)}</div>""")))}
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
        var now = settings.Describe(vendor.Key);
        return Html.Of(
            $"""
            <form class="card" method="post" action="{SandboxUrls.Path(request, "/page/settings")}">
              <h3>{vendor.Name}</h3>
              <input type="hidden" name="vendor" value="{vendor.Key}">
              <div class="fields">{Html.Join(settings.Fields(vendor.Key).Select(f => Field(f, now[f.Name])))}</div>
              <div class="actions"><button class="outlined" aria-label="Save settings, {vendor.Name}">Save settings</button></div>
            </form>
            """);
    }

    private static Html Field(SettingField field, JsonNode? now)
    {
        if (field.IsTick)
        {
            return Html.Of($"""<label class="tick"><input type="checkbox" name="{field.Name}"{Html.If(now?.GetValue<bool>() == true, new Html(" checked"))}>{field.Label}</label>""");
        }

        return field.Choices.Count > 0
            ? Html.Of($"""<label>{field.Label}<select name="{field.Name}">{Html.Join(field.Choices.Select(c => Choice(c.Value, c.Words, now)))}</select></label>""")
            : Html.Of(
                $"""
                <label>{field.Label}<input name="{field.Name}" type="number" min="{field.Least}" value="{now?.ToString()}"{Html.If(field.IsRequired, new Html(" required"))}></label>
                """);
    }

    private static Html Choice(string value, string words, JsonNode? now) =>
        Html.Of($"""<option value="{value}"{Html.If(value == now?.ToString(), new Html(" selected"))}>{words}</option>""");

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
