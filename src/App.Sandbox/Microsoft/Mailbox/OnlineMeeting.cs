using System.Text.Json.Nodes;
using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>
/// The Teams meeting of an event: made when asked for, told in the body, and given up when a client overwrites the body
/// without it. Personal accounts have none.
/// </summary>
internal static class OnlineMeeting
{
    private const string Teams = "teamsForBusiness";

    public static void Apply(JsonObject body, JsonObject read, MicrosoftAccount account)
    {
        if (account.IsPersonal || body["isOnlineMeeting"]?.GetValue<bool>() != true)
        {
            None(body);
            return;
        }

        if (body["onlineMeeting"]?["joinUrl"]?.ToString() is not { } url)
        {
            url = $"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{StableIds.Hex(body["iCalUId"]!.ToString(), 24)}%40thread.v2/0?context=%7b%7d";
            body["onlineMeetingProvider"] = Teams;
            body["onlineMeeting"] = new JsonObject { ["joinUrl"] = url };
            var told = body["body"]!.AsObject();
            body["body"] = new JsonObject { ["contentType"] = "html", ["content"] = $"{told["content"]}<div>Microsoft Teams meeting: <a href=\"{url}\">Join</a></div>" };
        }
        else if (read.ContainsKey("body") && body["body"]?["content"]?.ToString().Contains(url, StringComparison.Ordinal) != true)
        {
            None(body);
        }
    }

    private static void None(JsonObject body)
    {
        body["isOnlineMeeting"] = false;
        body["onlineMeetingProvider"] = "unknown";
        body.Remove("onlineMeeting");
    }
}
