using System.Text;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Domain.Webhooks;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever reads a vendor's pushes, whatever comes in.</summary>
public abstract class SignalReceiverTests(Vendor vendor) : CapabilityTests<IWebhookReceiver>(vendor)
{
    private const string Secret = "our secret";

    private static readonly Uri Address = new("http://127.0.0.1:9/api/v1/inbound/provider/channel");

    private readonly List<string> _presented = [];

    [Fact]
    public void Its_address_names_a_channel() => Assert.Equal(InboundAddress.Channel, Capability.Address);

    [Fact]
    public async Task A_push_is_read_with_the_secret_it_presents()
    {
        var signals = Assert.IsType<InboundContent.Signals>(Read(await RequestAsync(Secret)).Value);
        Assert.Equal(SignalKind.Changed, Assert.Single(signals.All).Kind);
    }

    [Fact]
    public async Task A_push_with_another_secret_is_not_believed() =>
        Assert.IsType<Failure.Rejected>(Read(await RequestAsync("another secret")).Failure);

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
        Assert.False(Read(new InboundRequest(_ => null, _ => null, Encoding.UTF8.GetBytes(body))).IsOk);
        Assert.Empty(_presented);
    }

    [Fact]
    public async Task What_is_longer_than_any_secret_is_none()
    {
        Assert.False(Read(await RequestAsync(new string('x', 10_000))).IsOk);
        Assert.Empty(_presented);
    }

    [Fact]
    public async Task Strange_headers_change_nothing()
    {
        var push = await RequestAsync(Secret);
        foreach (var strange in (string[])["", "\0", "-1", "99999999999999999999999", "Thu, 99 Foo 2026", new string('9', 100_000)])
        {
            var read = Read(push with { Header = name => push.Header(name) is { } known && name.EndsWith("Token", StringComparison.Ordinal) ? known : strange });
            Assert.True(read.Failure is Failure.Invalid || read.Value is InboundContent.Signals { All.Count: 1 });
            Assert.All(_presented, s => Assert.Equal(Secret, s));
        }
    }

    private Result<InboundContent> Read(InboundRequest request) => Capability.Read(request, new InboundTrust(IsOurs, [], World.Time.Now()));

    private bool IsOurs(string presented)
    {
        _presented.Add(presented);
        return presented == Secret;
    }

    private async Task<InboundRequest> RequestAsync(string secret)
    {
        using var push = Vendor.Push(Address, secret);
        var body = push.Content is null ? [] : await push.Content.ReadAsByteArrayAsync();
        var headers = push.Headers.ToDictionary(h => h.Key, h => h.Value.Single(), StringComparer.OrdinalIgnoreCase);
        return new InboundRequest(headers.GetValueOrDefault, _ => null, body);
    }
}
