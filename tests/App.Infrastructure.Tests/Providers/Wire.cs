using System.Net;
using System.Text;

namespace App.Infrastructure.Tests.Providers;

/// <summary>Between the product and the sandbox: sees every request to a vendor's API, and answers in its place what the sandbox never would.</summary>
internal sealed class Wire : DelegatingHandler
{
    private readonly Lock _lock = new();
    private readonly List<HttpRequestMessage> _sent = [];
    private int _underWay;

    public Func<HttpRequestMessage, HttpResponseMessage?>? Answer { get; set; }

    /// <summary>Awaited before a request goes on.</summary>
    public Func<HttpRequestMessage, Task>? Before { get; set; }

    /// <summary>The vendor does what the request asks, and its answer is lost on the way.</summary>
    public Func<HttpRequestMessage, bool>? LosesAnswer { get; set; }

    /// <summary>Awaited once the vendor has answered, before the product hears of it.</summary>
    public Func<HttpRequestMessage, Task>? After { get; set; }

    /// <summary>As they were when sent.</summary>
    public IReadOnlyList<HttpRequestMessage> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The most requests that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public void Forget()
    {
        lock (_lock)
        {
            _sent.Clear();
        }
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sent.Add(request);
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }

        try
        {
            await (Before?.Invoke(request) ?? Task.CompletedTask);
            var answer = Answer?.Invoke(request) ?? await base.SendAsync(request, cancellationToken);
            await (After?.Invoke(request) ?? Task.CompletedTask);
            if (LosesAnswer?.Invoke(request) == true)
            {
                answer.Dispose();
                throw new HttpRequestException("The answer was lost.");
            }

            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
