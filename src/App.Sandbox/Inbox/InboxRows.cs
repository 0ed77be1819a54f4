using System.Text.Json;
using App.Sandbox.Pages;

namespace App.Sandbox.Inbox;

/// <summary>One request on the page of its inbox.</summary>
internal static class InboxRows
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Html Of(InboxRequest request) => Html.Of(
        $"""
        <li>
          <span class="chip {(request.Status < 300 ? "ok" : "bad")}">{request.Status}</span>
          <div>
            <strong>{request.Header("webhook-id") ?? "Without webhook-id"}</strong>
            <span class="meta">{request.At.ToString()}, {request.Bytes} bytes. {request.Verdict.Sentence}</span>
            <details><summary>Headers and body</summary>
              <pre>{string.Join('\n', request.Headers.Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}"))}</pre>
              <pre>{Pretty(request.Body)}</pre>
            </details>
          </div>
          <span class="chip {Tone(request.Verdict)}">{Word(request.Verdict)}</span>
        </li>
        """);

    private static string Tone(InboxVerdict verdict) => verdict.IsRight switch
    {
        true => "ok",
        false => "bad",
        null => "idle",
    };

    private static string Word(InboxVerdict verdict) => verdict.IsRight switch
    {
        true => "Signature right",
        false => "Signature wrong",
        null => "Not checked",
    };

    private static string Pretty(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
