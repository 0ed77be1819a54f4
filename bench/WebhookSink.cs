using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bench;

/// <summary>Where messages arrive: a process of its own that answers 204 as cheaply as can be, notes when a message to <c>/mark/…</c> came, and never answers one to <c>/hang</c>.</summary>
internal sealed class WebhookSink : IDisposable
{
    public const string Command = "webhook-sink";

    private static readonly byte[] Accepted = "HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray();
    private static readonly ConcurrentQueue<string> Marks = new();
    private static long _count;

    private readonly Process _process;
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    private WebhookSink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<WebhookSink> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(WebhookSink).Assembly.Location, Command]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new WebhookSink(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>How many came since the process began.</summary>
    public async Task<long> CountAsync() => long.Parse(await _http.GetStringAsync(Url("count")), CultureInfo.InvariantCulture);

    /// <summary>When each marked message came: its webhook-id, its address, and the clock all processes share.</summary>
    public async Task<IReadOnlyList<(string Id, string Path, long At)>> TakeMarksAsync() =>
        [.. (await _http.GetStringAsync(Url("marks"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(w => (w[0], w[1], long.Parse(w[2], CultureInfo.InvariantCulture)))];

    public Uri Url(string path) => new($"http://127.0.0.1:{Port}/{path}");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task<int> ServeAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        await Console.Out.WriteLineAsync(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        _ = AcceptAsync(listener);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = AnswerAsync(socket);
        }
    }

    private static async Task AnswerAsync(Socket socket)
    {
        using var closing = socket;
        var (buffer, filled) = (new byte[128 * 1024], 0);
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var read)
            {
                filled += read;
                while (LengthOf(buffer.AsSpan(0, filled)) is { } whole && whole <= filled)
                {
                    var answer = Answer(buffer.AsSpan(0, whole));
                    buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                    filled -= whole;
                    if (answer is null)
                    {
                        await Task.Delay(Timeout.Infinite);
                    }

                    await socket.SendAsync(answer!);
                }
            }
        }
        catch (SocketException)
        {
            return;
        }
    }

    /// <summary>Of the request that begins there, once its headers are there.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var name = bytes[..head].IndexOf("Content-Length: "u8);
        if (name < 0)
        {
            return head + 4;
        }

        var digits = bytes[(name + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    private static byte[]? Answer(ReadOnlySpan<byte> request)
    {
        if (request.StartsWith("GET /count"u8))
        {
            return Text(Interlocked.Read(ref _count).ToString(CultureInfo.InvariantCulture));
        }

        if (request.StartsWith("GET /marks"u8))
        {
            var lines = new StringBuilder();
            while (Marks.TryDequeue(out var mark))
            {
                lines.Append(mark).Append('\n');
            }

            return Text(lines.ToString());
        }

        if (request.StartsWith("POST /mark"u8))
        {
            var text = Encoding.ASCII.GetString(request[..request.IndexOf("\r\n\r\n"u8)]);
            var id = text[(text.IndexOf("webhook-id: ", StringComparison.OrdinalIgnoreCase) + 12)..];
            Marks.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{id[..id.IndexOf('\r')]} {text.Split(' ', 3)[1]} {Stopwatch.GetTimestamp()}"));
        }

        Interlocked.Increment(ref _count);
        return request.StartsWith("POST /hang"u8) ? null : Accepted;
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}"));
}
