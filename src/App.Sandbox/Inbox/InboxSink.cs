using System.Text;
using App.Sandbox.Hosting;

namespace App.Sandbox.Inbox;

/// <summary>Takes in what is posted.</summary>
internal sealed class InboxSink(InboxStore store, SandboxClock clock)
{
    public static string NameOf(HttpContext context) => context.Request.RouteValues["name"] as string ?? "";

    /// <summary>Keeps the request and answers it.</summary>
    public async Task TakeAsync(HttpContext context, int status)
    {
        var name = NameOf(context);
        if (!InboxStore.IsName(name))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (body, bytes) = await ReadAsync(context.Request.Body, context.RequestAborted);
        var headers = context.Request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString())).ToList();
        var asked = context.Request.Query["secret"].ToString();
        var secret = asked.Length > 0 ? asked : store.SecretOf(name);
        var verdict = bytes > InboxStore.MostBytes
            ? new InboxVerdict(null, "It is too long to be kept whole, so its signature was not checked.")
            : InboxSignature.Check(secret, header => context.Request.Headers[header], body, clock.True);
        store.Add(name, n => new InboxRequest(n, clock.True, headers, Encoding.UTF8.GetString(body), bytes, verdict, status));
        context.Response.StatusCode = status;
    }

    /// <summary>The beginning that is kept, and how long it was.</summary>
    private static async Task<(byte[] Kept, int Bytes)> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var (kept, buffer, bytes) = (new MemoryStream(), new byte[16 * 1024], 0);
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0; bytes += read)
        {
            await kept.WriteAsync(buffer.AsMemory(0, Math.Clamp(InboxStore.MostBytes - bytes, 0, read)), cancellation);
        }

        return (kept.ToArray(), bytes);
    }
}
