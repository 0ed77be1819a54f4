using System.Text;
using App.Domain;
using App.Domain.Calendars;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever reads a vendor's pushes, whatever comes in.</summary>
public abstract class SignalReaderTests(Vendor vendor) : CapabilityTests<ISignalReader>(vendor)
{
    private static readonly Uri Address = new("http://127.0.0.1:9/api/v1/inbound/provider/channel");

    [Fact]
    public async Task A_push_is_read_with_the_secret_it_presents()
    {
        var content = Capability.Read(await RequestAsync("our secret")).Value;

        Assert.Null(content.Echo);
        Assert.Equal((SignalKind.Changed, "our secret"), (Assert.Single(content.Signals).Kind, content.Signals[0].Secret));
        Assert.DoesNotContain("our secret", content.Signals[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":[null,{}]}""")]
    [InlineData("""{"value":[{"clientState":7}]}""")]
    [InlineData("""{"value":[{"clientState":{"a":"b"}}],"value":3}""")]
    [InlineData("\0\u0001")]
    public void What_is_no_push_presents_no_secret(string body)
    {
        var read = Capability.Read(new PushRequest(_ => null, _ => null, Encoding.UTF8.GetBytes(body)));

        Assert.True(read.Failure is Failure.Invalid || read.Value is { Echo: null } content && content.Signals.All(s => s.Secret.Length == 0));
    }

    [Fact]
    public async Task What_is_longer_than_any_secret_is_none()
    {
        var read = Capability.Read(await RequestAsync(new string('x', 10_000)));
        Assert.True(read.Failure is Failure.Invalid || read.Value.Signals.All(s => s.Secret.Length == 0));
    }

    [Fact]
    public async Task Strange_headers_change_nothing()
    {
        var push = await RequestAsync("our secret");
        foreach (var strange in (string[])["", "\0", "-1", "99999999999999999999999", "Thu, 99 Foo 2026", new string('9', 100_000)])
        {
            var read = Capability.Read(push with { Header = name => push.Header(name) is { } known && name.EndsWith("Token", StringComparison.Ordinal) ? known : strange });
            Assert.True(read.Failure is Failure.Invalid || read.Value.Signals.All(s => s.Secret == "our secret"));
        }
    }

    private async Task<PushRequest> RequestAsync(string secret)
    {
        using var push = Vendor.Push(Address, secret);
        var body = push.Content is null ? [] : await push.Content.ReadAsByteArrayAsync();
        var headers = push.Headers.ToDictionary(h => h.Key, h => h.Value.Single(), StringComparer.OrdinalIgnoreCase);
        return new PushRequest(headers.GetValueOrDefault, _ => null, body);
    }
}
