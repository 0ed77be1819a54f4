using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace App.Sandbox.Google.Calendar;

/// <summary>Google Meet on an event: made when asked for, once per request id.</summary>
internal static class Conference
{
    /// <summary>Brings the conference of <paramref name="body"/> in order; <paramref name="sent"/> is what the client asked for.</summary>
    public static GoogleError? Apply(JsonObject body, JsonNode? sent, JsonNode? before)
    {
        if (sent is null)
        {
            body.Remove("conferenceData");
            body.Remove("hangoutLink");
            return null;
        }

        if (sent is not JsonObject data || data["createRequest"] is not JsonObject request)
        {
            Restore(body, before);
            return null;
        }

        var id = StoredEvent.Text(request, "requestId");
        if (string.IsNullOrEmpty(id))
        {
            return GoogleError.Required("Missing conference request id.");
        }

        if (Used(before) == id)
        {
            Restore(body, before);
            return null;
        }

        var type = request["conferenceSolutionKey"]?["type"]?.GetValue<string>() ?? "hangoutsMeet";
        if (type != "hangoutsMeet")
        {
            return GoogleError.Invalid("Invalid conference type value.");
        }

        Create(body, id);
        return null;
    }

    private static void Create(JsonObject body, string requestId)
    {
        var code = Code(requestId);
        var link = $"https://meet.google.com/{code}";
        body["hangoutLink"] = link;
        body["conferenceData"] = new JsonObject
        {
            ["createRequest"] = new JsonObject
            {
                ["requestId"] = requestId,
                ["conferenceSolutionKey"] = new JsonObject { ["type"] = "hangoutsMeet" },
                ["status"] = new JsonObject { ["statusCode"] = "success" },
            },
            ["entryPoints"] = new JsonArray(new JsonObject
            {
                ["entryPointType"] = "video",
                ["uri"] = link,
                ["label"] = $"meet.google.com/{code}",
            }),
            ["conferenceSolution"] = new JsonObject
            {
                ["key"] = new JsonObject { ["type"] = "hangoutsMeet" },
                ["name"] = "Google Meet",
                ["iconUri"] = "https://fonts.gstatic.com/meet.png",
            },
            ["conferenceId"] = code,
        };
    }

    private static void Restore(JsonObject body, JsonNode? before)
    {
        if (before is null)
        {
            body.Remove("conferenceData");
        }
        else
        {
            body["conferenceData"] = before.DeepClone();
        }
    }

    private static string? Used(JsonNode? conference) => conference?["createRequest"]?["requestId"]?.GetValue<string>();

    private static string Code(string requestId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(requestId));
        var letters = string.Concat(hash.Take(10).Select(b => (char)('a' + (b % 26))));
        return $"{letters[..3]}-{letters[3..7]}-{letters[7..]}";
    }
}
