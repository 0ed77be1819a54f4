using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.People;
using App.Sandbox.Push;
using App.Sandbox.Storage;

namespace App.Sandbox.Control;

/// <summary>What tests and the control page drive: settings, faults, expiry, the request log, reset.</summary>
internal sealed class ControlApi(
    IEnumerable<ISandboxVendor> vendors,
    SandboxSettings settings,
    FaultBoard faults,
    GrantStore grants,
    TokenSecrets secrets,
    RefreshStats stats,
    RequestLog log,
    PushDelivery pushes)
{
    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/state", context => ControlAnswer.OkAsync(context, State()));
        control.MapPut("/settings", context => ControlAnswer.WithBodyAsync(context, body => ChangeSettingsAsync(context, body)));
        control.MapPost("/faults", context => ControlAnswer.WithBodyAsync(context, body => AddFaultAsync(context, body)));
        control.MapDelete("/faults", context =>
        {
            faults.Clear();
            return ControlAnswer.OkAsync(context, new { cleared = true });
        });
        control.MapDelete("/faults/{id}", context => faults.Remove((string)context.Request.RouteValues["id"]!)
            ? ControlAnswer.OkAsync(context, new { cleared = true })
            : ControlAnswer.MissingAsync(context, "This fault is not on."));
        control.MapPost("/accounts/{email}/expire-access-tokens", context =>
            ControlAnswer.OkAsync(context, new { expired = grants.ExpireAccessTokens(Email(context), context.Request.Query["vendor"]) }));
        control.MapPost("/accounts/{email}/revoke", context =>
            ControlAnswer.OkAsync(context, new { revoked = Revoke(Email(context), context.Request.Query["vendor"]) }));
        control.MapGet("/requests", context => ControlAnswer.OkAsync(context, new { items = log.Since(Since(context)) }));
        control.MapDelete("/requests", context =>
        {
            log.Clear();
            return ControlAnswer.OkAsync(context, new { cleared = true });
        });
        control.MapGet("/issued", context => ControlAnswer.OkAsync(context, secrets.Issued));
        control.MapGet("/stats", context => ControlAnswer.OkAsync(context, stats.Report(grants.LostToReuse)));
        control.MapPost("/reset", context =>
        {
            Reset();
            return ControlAnswer.OkAsync(context, new { reset = true });
        });
        foreach (var vendor in vendors)
        {
            vendor.MapControl(control);
        }
    }

    public object State() => new
    {
        people = Person.All.Select(p => new { p.Name, p.Email, p.Organization, p.Role, p.Zone }),
        accounts = vendors.SelectMany(Accounts),
        grants = grants.Describe(),
        channels = Listed("channels"),
        subscriptions = Listed("subscriptions"),
        faults = faults.On,
        settings = Settings(),
    };

    public void Reset()
    {
        grants.Reset();
        settings.Reset();
        faults.Clear();
        log.Clear();
        pushes.Clear();
        stats.Clear();
        foreach (var vendor in vendors)
        {
            vendor.Reset();
        }
    }

    /// <summary>What only some vendors have.</summary>
    private IEnumerable<JsonNode> Listed(string name) => vendors.SelectMany(v => v.Describe()[name]?.AsArray() ?? []).Select(n => n!.DeepClone());

    private static IEnumerable<JsonNode> Accounts(ISandboxVendor vendor)
    {
        foreach (var account in vendor.Describe()["accounts"]!.AsArray())
        {
            var described = account!.DeepClone();
            described["vendor"] = vendor.Key;
            yield return described;
        }
    }

    private Dictionary<string, JsonObject> Settings() => vendors.ToDictionary(v => v.Key, v => settings.Describe(v.Key));

    private int Revoke(string account, string? only) =>
        vendors.Where(v => only is null || v.Key == only).Sum(v => v.Revoke(account));

    /// <summary>Changes one vendor's settings (<c>vendor</c>), or those of every vendor that has them.</summary>
    private Task ChangeSettingsAsync(HttpContext context, JsonObject body)
    {
        var only = body["vendor"]?.ToString();
        body.Remove("vendor");
        var named = vendors.Where(v => only is null || v.Key == only).ToList();
        if (body.FirstOrDefault(s => !named.Exists(v => settings.Knows(v.Key, s.Key))).Key is { } unknown)
        {
            return ControlAnswer.WrongAsync(context, $"Unknown setting '{unknown}'.");
        }

        foreach (var vendor in named)
        {
            var own = new JsonObject(body.Where(s => settings.Knows(vendor.Key, s.Key)).Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone())));
            if (settings.Change(vendor.Key, own) is { } error)
            {
                return ControlAnswer.WrongAsync(context, error);
            }
        }

        return ControlAnswer.OkAsync(context, Settings());
    }

    private Task AddFaultAsync(HttpContext context, JsonObject body)
    {
        try
        {
            return ControlAnswer.OkAsync(context, faults.Add(body.Deserialize<Fault>(SandboxJson.Options)!));
        }
        catch (JsonException exception)
        {
            return ControlAnswer.WrongAsync(context, $"Wrong value at {exception.Path}.");
        }
    }

    private static string Email(HttpContext context) => (string)context.Request.RouteValues["email"]!;

    private static long Since(HttpContext context) =>
        long.TryParse(context.Request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : 0;
}
