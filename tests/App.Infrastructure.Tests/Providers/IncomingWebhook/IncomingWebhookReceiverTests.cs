using System.Text;
using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Providers.IncomingWebhook;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.IncomingWebhook;

public sealed class IncomingWebhookReceiverTests
{
    private const string Body = """{"type":"candidate.created","data":{"name":"Ann"}}""";

    private static readonly Instant Now = Instant.FromUtc(2026, 1, 12, 9, 0);

    private readonly HmacSecret _secret = HmacSecret.Generate();

    [Fact]
    public void What_is_signed_with_the_secret_is_an_event_of_its_type() =>
        Assert.Equal(new InboundContent.Event("msg_1", "candidate.created"), Read(Body).Value);

    [Fact]
    public void Nothing_is_believed_without_a_secret() =>
        Assert.Equal("signature_wrong", new IncomingWebhookReceiver().Read(Request(Body), new InboundTrust(_ => true, [], Now)).Failure?.Code);

    [Fact]
    public void Another_body_than_the_signed_one_is_not_believed() =>
        Assert.Equal("signature_wrong", Read(Body, r => r with { Body = Encoding.UTF8.GetBytes(Body + " ") }).Failure?.Code);

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Only_what_is_of_now_is_believed(int seconds, bool believed) =>
        Assert.Equal(believed ? null : "timestamp_out_of_range", Read(Body, at: Now + Duration.FromSeconds(seconds)).Failure?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"type":7,"data":{}}""")]
    [InlineData("""{"type":"a"}""")]
    [InlineData("""{"type":"a","data":[]}""")]
    [InlineData("""{"type":"","data":{}}""")]
    [InlineData("""{"type":"A b","data":{}}""")]
    [InlineData("""{"type":"a.","data":{}}""")]
    [InlineData("""{"type":"a\n","data":{}}""")]
    [InlineData("""{"type":"\ud800","data":{}}""")]
    [InlineData("""{"type":"endpoint.disabled","data":{}}""")]
    [InlineData("""{"type":"a","data":{"x":"\ud83d"}}""")]
    [InlineData("""{"type":"a","data":{"x":["\udc00\ud800"]}}""")]
    [InlineData("""{"type":"a","data":{"\ud800":1}}""")]
    [InlineData("""{"\ud800":1,"type":"a","data":{}}""")]
    [InlineData("""{"type":"a","data":{},"else":"\ud800"}""")]
    [InlineData("""{"type":"a","data":{},"subject":7}""")]
    [InlineData("""{"type":"a","data":{},"subject":" "}""")]
    [InlineData("""{"type":"a","data":{},"subject":"a\u0000"}""")]
    public void What_is_signed_and_no_event_is_said_to_be_wrong(string body) => Assert.IsType<Failure.Invalid>(Read(body).Failure);

    [Theory]
    [InlineData("""{"type":"a","data":{"\ud83d\ude00":"\ud83e\udd8a \u0000 \""}}""")]
    [InlineData("""{"type":"a","data":{},"subject":"c-1"}""")]
    [InlineData("""{"type":"a","data":{},"subject":null}""")]
    public void What_can_be_read_is_taken(string body) => Assert.True(Read(body).IsOk);

    [Theory]
    [InlineData(IncomingWebhookReceiver.MostDepth, true)]
    [InlineData(IncomingWebhookReceiver.MostDepth + 1, false)]
    public void It_is_as_deep_as_what_tells_it_on_can_carry(int depth, bool fits) =>
        Assert.Equal(fits, Read($$$"""{"type":"a","data":{"x":{{{new string('[', depth - 2)}}}{{{new string(']', depth - 2)}}}}}""").IsOk);

    [Fact]
    public void What_is_no_text_is_no_event() => Assert.IsType<Failure.Invalid>(Read([.. """{"type":"a","data":{"x":"""u8, (byte)'"', 0xC3, (byte)'"', .. "}}"u8]).Failure);

    [Theory]
    [InlineData(1, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void An_id_is_as_long_as_one_that_can_be_kept(int length, bool fits) => Assert.Equal(fits, Read(Encoding.UTF8.GetBytes(Body), id: new string('x', length)).IsOk);

    [Fact]
    public void An_id_with_a_space_is_none() => Assert.IsType<Failure.Invalid>(Read(Encoding.UTF8.GetBytes(Body), id: "refused signature_wrong 1").Failure);

    [Fact]
    public void What_is_larger_than_a_message_may_be_is_said_to_be() =>
        Assert.IsType<Failure.Invalid>(Read($$$"""{"type":"a","data":{"x":"{{{new string('x', Message.MostBytes)}}}"}}""").Failure);

    private Result<InboundContent> Read(string body, Func<InboundRequest, InboundRequest>? change = null, Instant? at = null) => Read(Encoding.UTF8.GetBytes(body), change, at);

    private Result<InboundContent> Read(byte[] body, Func<InboundRequest, InboundRequest>? change = null, Instant? at = null, string id = "msg_1")
    {
        var request = Request(body, at, id);
        return new IncomingWebhookReceiver().Read(change?.Invoke(request) ?? request, new InboundTrust(_ => false, [_secret], Now));
    }

    private InboundRequest Request(string body) => Request(Encoding.UTF8.GetBytes(body), null, "msg_1");

    private InboundRequest Request(byte[] body, Instant? at, string id)
    {
        var headers = new Dictionary<string, string>
        {
            [MessageSignature.IdHeader] = id,
            [MessageSignature.TimestampHeader] = MessageSignature.Timestamp(at ?? Now),
            [MessageSignature.SignatureHeader] = MessageSignature.Sign(id, at ?? Now, body, [_secret]),
        };
        return new InboundRequest(headers.GetValueOrDefault, _ => null, body);
    }
}
