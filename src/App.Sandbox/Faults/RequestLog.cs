using NodaTime;

namespace App.Sandbox.Faults;

/// <summary>One request a vendor answered.</summary>
public sealed record LoggedRequest(long N, string At, string Vendor, string Method, string Path, int Status, string? Account);

/// <summary>The last requests of all vendors, with credentials taken out.</summary>
public sealed class RequestLog
{
    private const int Capacity = 10_000;

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "code", "token", "access_token", "oauth_token", "refresh_token", "id_token", "id_token_hint", "client_secret", "secret", "code_verifier", "state", "nonce",
    };

    private readonly Lock _lock = new();
    private readonly Queue<LoggedRequest> _requests = new(Capacity);
    private long _last;

    public void Add(HttpContext context, string vendor, string? account, Instant at)
    {
        var request = context.Request;
        var path = request.Path + Redact(request.QueryString.Value);
        var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? 0 : context.Response.StatusCode;
        lock (_lock)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(new LoggedRequest(++_last, at.ToString(), vendor, request.Method, path, status, account));
        }
    }

    public IReadOnlyList<LoggedRequest> Since(long n)
    {
        lock (_lock)
        {
            return [.. _requests.Where(r => r.N > n)];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    private static string Redact(string? query)
    {
        if (string.IsNullOrEmpty(query))
        {
            return "";
        }

        return "?" + string.Join('&', query[1..].Split('&').Select(pair =>
        {
            var name = pair.Split('=', 2)[0];
            return Credentials.Contains(Uri.UnescapeDataString(name)) ? name + "=***" : pair;
        }));
    }
}
