using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;
using App.Sandbox.People;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>Turns what a client sends into the event Graph would keep.</summary>
internal sealed class ItemWriter(GraphCalendar calendar)
{
    private const string NoTime = "0001-01-01T00:00:00Z";
    private readonly MicrosoftAccount _account = MicrosoftAccount.ByEmail(calendar.Info.Account)!;

    public Outcome<JsonObject, GraphError> New(JsonObject sent, string key, bool atVendor = false)
    {
        if (ItemFields.Read(sent, atVendor).Failed(out var error, out var read))
        {
            return error;
        }

        var body = new JsonObject
        {
            ["categories"] = new JsonArray(),
            ["iCalUId"] = "040000008200E00074C5B7101A82E00800000000" + StableIds.Hex(key, 32).ToUpperInvariant(),
            ["reminderMinutesBeforeStart"] = 15,
            ["isReminderOn"] = true,
            ["subject"] = "",
            ["importance"] = "normal",
            ["sensitivity"] = "normal",
            ["isAllDay"] = false,
            ["isCancelled"] = false,
            ["isOrganizer"] = true,
            ["responseRequested"] = true,
            ["showAs"] = "busy",
            ["isOnlineMeeting"] = false,
            ["onlineMeetingProvider"] = "unknown",
            ["allowNewTimeProposals"] = true,
            ["hideAttendees"] = false,
            ["responseStatus"] = new JsonObject { ["response"] = "organizer", ["time"] = NoTime },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "" },
            ["attendees"] = new JsonArray(),
            ["organizer"] = Recipient(_account.Email, _account.Person.Name),
        };
        return Finish(body, read);
    }

    /// <summary>PATCH: each property that is sent replaces the whole of what was there.</summary>
    public Outcome<JsonObject, GraphError> Patched(JsonObject before, JsonObject sent, bool atVendor = false)
    {
        if (ItemFields.Read(sent, atVendor).Failed(out var error, out var read))
        {
            return error;
        }

        if (read["recurrence"] is not null && before["originalStart"] is not null)
        {
            return GraphError.Property("The recurrence can't be set on an occurrence of a series.");
        }

        read.Remove("transactionId");
        return Finish(before, read);
    }

    private Outcome<JsonObject, GraphError> Finish(JsonObject body, JsonObject read)
    {
        foreach (var (name, value) in read)
        {
            body[name] = value?.DeepClone();
        }

        if (body["recurrence"] is null)
        {
            body.Remove("recurrence");
        }

        if (Attendees(body) is { } error)
        {
            return error;
        }

        if (read["isCancelled"]?.GetValue<bool>() == true && body["subject"]!.GetValue<string>() is var subject && !subject.StartsWith("Canceled: ", StringComparison.Ordinal))
        {
            body["subject"] = "Canceled: " + subject;
        }

        Places(body, read);
        OnlineMeeting.Apply(body, read, _account);
        return body;
    }

    /// <summary>The first of several places is the place.</summary>
    private static void Places(JsonObject body, JsonObject read)
    {
        if (read.ContainsKey("locations") && body["locations"] is JsonArray { Count: > 0 } several)
        {
            body["location"] = several[0]!.DeepClone();
        }

        var place = body["location"] as JsonObject ?? new JsonObject();
        place["displayName"] ??= "";
        place["locationType"] ??= "default";
        place["uniqueIdType"] ??= "unknown";
        body["location"] = place.DeepClone();
        if (!read.ContainsKey("locations"))
        {
            body["locations"] = place["displayName"]!.GetValue<string>().Length == 0 ? new JsonArray() : new JsonArray(place.DeepClone());
        }
    }

    private static GraphError? Attendees(JsonObject body)
    {
        var guests = new JsonArray();
        foreach (var guest in body["attendees"] as JsonArray ?? [])
        {
            if (guest?["emailAddress"]?["address"]?.ToString() is not { Length: > 0 } address)
            {
                return new GraphError(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
            }

            var name = guest["emailAddress"]!["name"]?.ToString() ?? Person.ByEmail(address)?.Name ?? address;
            var complete = Recipient(address, name);
            complete["type"] = guest["type"]?.DeepClone() ?? "required";
            complete["status"] = guest["status"]?.DeepClone() ?? new JsonObject { ["response"] = "none", ["time"] = NoTime };
            guests.Add(complete);
        }

        body["attendees"] = guests;
        return null;
    }

    private static JsonObject Recipient(string address, string name) =>
        new() { ["emailAddress"] = new JsonObject { ["name"] = name, ["address"] = address } };
}
