namespace App.Sandbox.Pages;

/// <summary>The sentence a page shows after a form was sent, named in the address so that nobody can put words in it.</summary>
internal static class Notice
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["fault-on"] = "The fault is on. It strikes the next matching request.",
        ["fault-off"] = "The fault is off.",
        ["faults-off"] = "All faults are off.",
        ["settings"] = "The settings are saved and count from now on.",
        ["settings-wrong"] = "Nothing was saved: a number is missing or not a whole one.",
        ["reset"] = "Everything is back to the seed. Tokens issued before are no longer valid.",
        ["access-expired"] = "The access tokens of this account have expired. Refreshing still works.",
        ["sync-expired"] = "The sync tokens of this account have expired. The next sync has to be a full one.",
        ["revoked"] = "The person took her permission back. Clients have to ask again.",
        ["lifecycle"] = "The applications that subscribed to this account are told.",
        ["password"] = "The old app-specific password no longer opens anything. The new one is on the card.",
        ["added"] = "The event is in the calendar.",
        ["changed"] = "The event is changed.",
        ["deleted"] = "The event is deleted.",
        ["secret"] = "The secret is kept. Signatures of what comes from now on are checked with it.",
        ["secret-gone"] = "The secret is forgotten.",
        ["secret-wrong"] = "Nothing was kept: a secret begins with whsec_ or whpk_ and goes on in base64.",
        ["emptied"] = "The inbox is empty.",
        ["wrong"] = "Nothing was changed: the end has to be after the start.",
    };

    public static Html Of(HttpRequest request) =>
        Sentences.TryGetValue(request.Query["done"].ToString(), out var sentence)
            ? Html.Of($"""<p class="notice" role="status">{sentence}</p>""")
            : Html.None;

    /// <summary>Leads back to a page with its sentence, so that reloading sends nothing twice.</summary>
    public static void Return(HttpContext context, string path, string done)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "done=" + done;
    }
}
