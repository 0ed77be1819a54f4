using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Mailbox;
using NodaTime;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>When people are busy: getSchedule, which personal accounts do not have.</summary>
internal sealed class ScheduleOperations(MailboxStore store)
{
    private const int DefaultMinutes = 30;

    /// <summary>From the least to the most busy; working elsewhere counts as free.</summary>
    private static readonly string[] Statuses = ["free", "tentative", "busy", "oof"];

    public async Task<GraphAnswer> GetAsync(GraphCall call)
    {
        if (call.Account.IsPersonal)
        {
            return GraphError.AccessDenied;
        }

        if ((await call.BodyAsync()).Failed(out var error, out var body)
            || GraphTime.Parse(body["startTime"], "startTime").Failed(out error, out var start)
            || GraphTime.Parse(body["endTime"], "endTime").Failed(out error, out var end)
            || call.Preferences().Failed(out error, out var preferences))
        {
            return error;
        }

        if (end.At <= start.At || body["schedules"] is not JsonArray { Count: > 0 } schedules)
        {
            return GraphError.Parameter("The schedules and a time window are required.");
        }

        var minutes = body["availabilityViewInterval"]?.GetValue<int>() ?? DefaultMinutes;
        var window = new ViewWindow(start.At, end.At);
        return new JsonObject
        {
            ["@odata.context"] = $"{call.Root}/$metadata#Collection(microsoft.graph.scheduleInformation)",
            ["value"] = new JsonArray([.. schedules.Select(s => (JsonNode)Schedule(s!.ToString(), window, Duration.FromMinutes(minutes), preferences))]),
        };
    }

    private JsonObject Schedule(string address, ViewWindow window, Duration step, ItemPreferences preferences)
    {
        if (MicrosoftAccount.ByEmail(address) is not { IsPersonal: false } account || store.Find(account.Email) is not { } calendar)
        {
            return new JsonObject
            {
                ["scheduleId"] = address,
                ["error"] = new JsonObject { ["message"] = "Unable to resolve email address to an Active Directory object.", ["responseCode"] = "ErrorMailRecipientNotFound" },
            };
        }

        var items = calendar.View(window).Where(f => f.Item.Text("showAs") is not ("free" or "unknown")).ToList();
        return new JsonObject
        {
            ["scheduleId"] = address,
            ["availabilityView"] = Availability(items, window, step),
            ["scheduleItems"] = new JsonArray([.. items.Select(f => (JsonNode)new JsonObject
            {
                ["status"] = f.Item.Text("showAs"),
                ["start"] = GraphTime.Write(f.StartAt.InZone(preferences.Zone).LocalDateTime, preferences.ZoneName),
                ["end"] = GraphTime.Write(f.EndAt.InZone(preferences.Zone).LocalDateTime, preferences.ZoneName),
            })]),
        };
    }

    private static string Availability(List<Found> items, ViewWindow window, Duration step)
    {
        var view = new System.Text.StringBuilder();
        for (var from = window.Start; from < window.End; from += step)
        {
            var slot = new ViewWindow(from, from + step);
            view.Append(items.Where(f => slot.Overlaps(f.StartAt, f.EndAt)).Select(f => Math.Max(0, Array.IndexOf(Statuses, f.Item.Text("showAs")))).DefaultIfEmpty(0).Max());
        }

        return view.ToString();
    }
}
