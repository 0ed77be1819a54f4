using System.Net.Http.Headers;

namespace Bench;

/// <summary>Remembers the requests that pass it, to send them again without anything of ours around them.</summary>
internal sealed class Recorder
{
    private readonly List<Sent> _sent = [];
    private readonly HttpClient _bare = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public int Count => _sent.Count;

    public DelegatingHandler Handler() => new Remembering(this);

    public void Forget() => _sent.Clear();

    /// <summary>Sends what was remembered, in its order, and drops the answers.</summary>
    public async Task RepeatAsync(CancellationToken cancellation)
    {
        foreach (var sent in _sent)
        {
            try
            {
                await SendAsync(sent, cancellation);
            }
            catch (HttpRequestException)
            {
                // The server closed the connection as it was taken again; the product tries once more too.
                await SendAsync(sent, cancellation);
            }
        }
    }

    private async Task SendAsync(Sent sent, CancellationToken cancellation)
    {
        using var request = sent.Make();
        using var response = await _bare.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await response.Content.CopyToAsync(Stream.Null, cancellation);
    }

    private sealed record Sent(HttpMethod Method, Uri Url, List<KeyValuePair<string, IEnumerable<string>>> Headers, byte[] Body, MediaTypeHeaderValue? Type)
    {
        public HttpRequestMessage Make()
        {
            var request = new HttpRequestMessage(Method, Url) { Content = new ByteArrayContent(Body) };
            request.Content.Headers.ContentType = Type;
            foreach (var (name, values) in Headers)
            {
                request.Headers.TryAddWithoutValidation(name, values);
            }

            return request;
        }
    }

    private sealed class Remembering(Recorder recorder) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            recorder._sent.Add(new Sent(request.Method, request.RequestUri!, [.. request.Headers], body, request.Content?.Headers.ContentType));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
