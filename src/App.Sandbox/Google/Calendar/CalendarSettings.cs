using System.Text.Json.Nodes;
using App.Sandbox.Storage;

namespace App.Sandbox.Google.Calendar;

/// <summary>settings list and get.</summary>
internal sealed class CalendarSettings(ListTokens tokens)
{
    public ApiAnswer List(ApiCall call)
    {
        var body = new JsonObject { ["kind"] = "calendar#settings", ["etag"] = "\"settings1\"" };
        var known = call.Text("syncToken") is { } token && tokens.Read<SyncState>(token)?.Scope == Scope(call);
        body["items"] = new JsonArray([.. known ? [] : Values(call.Account).Select(v => (JsonNode)Setting(v.Key, v.Value))]);
        body["nextSyncToken"] = tokens.Write(new SyncState(Scope(call), "", 0, 1, 0, ""));
        return body;
    }

    public ApiAnswer Get(ApiCall call) =>
        Values(call.Account).TryGetValue(call.Route("setting"), out var value) ? Setting(call.Route("setting"), value) : GoogleError.NotFound;

    private static string Scope(ApiCall call) => "settings:" + call.Account.Email;

    private static JsonObject Setting(string id, string value) => new()
    {
        ["kind"] = "calendar#setting",
        ["etag"] = "\"0\"",
        ["id"] = id,
        ["value"] = value,
    };

    private static Dictionary<string, string> Values(GoogleAccount account)
    {
        var american = account.Person.Locale == "en-US";
        return new()
        {
            ["timezone"] = account.Zone,
            ["locale"] = account.Person.Locale.Replace('-', '_'),
            ["format24HourTime"] = american ? "false" : "true",
            ["dateFieldOrder"] = american ? "MDY" : "DMY",
            ["weekStart"] = american ? "0" : "1",
            ["defaultEventLength"] = "60",
            ["hideInvitations"] = "false",
            ["hideWeekends"] = "false",
            ["showDeclinedEvents"] = "true",
            ["autoAddHangouts"] = "true",
        };
    }
}
