using System.Net;
using System.Net.Sockets;
using App.Infrastructure.Hosting;
using App.Infrastructure.Notifications;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Tests.Notifications;

public sealed class SmtpMailerTests
{
    private static readonly Mail Hello = new("bob@northwind.example", "Join Northwind – today", "Grüße.\n\nhttps://hub.example/invitations/x");

    [Fact]
    public async Task A_mail_is_handed_to_the_server()
    {
        await using var server = new MailServer();
        var sent = await Mailer(server.Port, startTls: false).SendAsync(Hello, default);

        Assert.True(sent.IsOk);
        Assert.Contains("MAIL FROM:<hub@example.org>", server.Heard, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<bob@northwind.example>", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_encryption_is_demanded_and_not_to_be_had_nothing_is_sent()
    {
        await using var server = new MailServer();
        var sent = await Mailer(server.Port, startTls: true).SendAsync(Hello, default);

        Assert.Equal("unavailable", sent.Failure?.Code);
        Assert.DoesNotContain("MAIL FROM", server.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_value_and_not_an_exception() =>
        Assert.Equal("unavailable", (await Mailer(Ports.Free(), startTls: false).SendAsync(Hello, default)).Failure?.Code);

    [Fact]
    public async Task Without_a_host_there_is_no_mail()
    {
        var mailer = new SmtpMailer(Options.Create(new MailOptions()), NullLogger<SmtpMailer>.Instance);

        Assert.False(mailer.IsSetUp);
        Assert.Equal("unavailable", (await mailer.SendAsync(Hello, default)).Failure?.Code);
    }

    private static SmtpMailer Mailer(int port, bool startTls) => new(
        Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, From = "Hub <hub@example.org>", UseTls = startTls, User = startTls ? "hub" : "", Password = startTls ? "secret" : "" }),
        NullLogger<SmtpMailer>.Instance);

    /// <summary>A server that takes every mail, without encryption, and remembers what it heard.</summary>
    private sealed class MailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringWriter _heard = new();
        private readonly Task _serving;

        public MailServer()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string Heard => _heard.ToString();

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 ready");
                var inText = false;
                while (await reader.ReadLineAsync() is { } line)
                {
                    await _heard.WriteLineAsync(line);
                    (inText, var answer) = Answer(line, inText);
                    if (answer is not null)
                    {
                        await writer.WriteLineAsync(answer);
                    }
                }
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                // The client went, or the test is over.
            }
        }

        private static (bool InText, string? Answer) Answer(string line, bool inText) =>
            inText ? (line != ".", line == "." ? "250 taken" : null)
            : line == "DATA" ? (true, "354 go on")
            : line.StartsWith("QUIT", StringComparison.Ordinal) ? (false, "221 bye")
            : (false, "250 fine");
    }
}
