using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace App.Testing;

/// <summary>A real SMTP server (aiosmtpd, Debian package <c>python3-aiosmtpd</c>) that keeps what it is handed. Tests are skipped where it is not installed.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;
    private readonly StringBuilder _heard = new();

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Everything taken so far, headers and bodies.</summary>
    public string Heard
    {
        get
        {
            lock (_heard)
            {
                return _heard.ToString();
            }
        }
    }

    public int Taken => Heard.Split("MESSAGE FOLLOWS").Length - 1;

    /// <summary>The last body, which is sent in base64 because of its quotation marks.</summary>
    public string LastText
    {
        get
        {
            var body = Heard.Split("MESSAGE FOLLOWS")[^1].Split("\n\n", 2)[1].Split("------------")[0];
            return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body.Where(c => !char.IsWhiteSpace(c)))));
        }
    }

    public static async Task<SmtpServer> StartAsync(int? port = null)
    {
        Skip.IfNot(await IsInstalledAsync(), "aiosmtpd is not installed (Debian: apt-get install python3-aiosmtpd)");
        var server = new SmtpServer(new Process(), port ?? Ports.Free());
        server.Run();
        await server.UntilListeningAsync();
        return server;
    }

    /// <summary>Until it has taken so many mails: it prints them after it has answered.</summary>
    public async Task UntilTakenAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Taken < count || !Heard.TrimEnd().EndsWith("------------ END MESSAGE ------------", StringComparison.Ordinal))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Run()
    {
        _process.StartInfo = new ProcessStartInfo(Python, ["-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "aiosmtpd.handlers.Debugging", "stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_heard)
            {
                _heard.Append(line.Data).Append('\n');
            }
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Watchdog.Kill(_process);
    }

    private async Task UntilListeningAsync()
    {
        while (!_process.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("aiosmtpd ended before it listened.");
    }

    private static async Task<bool> IsInstalledAsync()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var check = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
        await check.WaitForExitAsync();
        return check.ExitCode == 0;
    }
}
