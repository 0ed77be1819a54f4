using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace App.Infrastructure.Tests;

/// <summary>HTTP without sockets: requests and answers are handed over in memory, to the same clients' handlers and the same servers' pipelines.</summary>
public sealed class MemoryNetwork : Network
{
    private readonly ConcurrentDictionary<int, TestServer> _servers = [];

    public override void Serve(WebApplicationBuilder builder) => builder.WebHost.UseTestServer();

    public override Uri Reach(WebApplication server)
    {
        var port = _servers.Count + 1;
        _servers[port] = server.GetTestServer();
        return new Uri($"http://127.0.0.1:{port}");
    }

    public override void Carry(IServiceCollection services) =>
        services.ConfigureAll<HttpClientFactoryOptions>(o => o.HttpMessageHandlerBuilderActions.Add(b => b.PrimaryHandler = NewHandler()));

    public override HttpMessageHandler NewHandler() => new Carrier(this);

    private sealed class Carrier(MemoryNetwork network) : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<int, HttpMessageInvoker> _ways = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!network._servers.TryGetValue(request.RequestUri!.Port, out var server))
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, $"Nobody listens at {request.RequestUri.Authority}.");
            }

            var way = _ways.GetOrAdd(request.RequestUri.Port, _ => new HttpMessageInvoker(server.CreateHandler()));
            try
            {
                return await way.SendAsync(request, cancellationToken);
            }
            catch (Exception e) when (e is not (OperationCanceledException or HttpRequestException))
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was dropped.", e);
            }
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var way in _ways.Values)
            {
                way.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
