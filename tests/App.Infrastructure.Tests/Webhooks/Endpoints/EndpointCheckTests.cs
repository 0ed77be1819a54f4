using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Tests.Webhooks.Endpoints;

/// <summary>What no endpoint can be is refused by the name of its field; as in production, where nothing is allowed beside TLS.</summary>
public sealed class EndpointCheckTests
{
    private static readonly EndpointInput Good = new("Hook", "https://example.com/hook?tenant=1", ["endpoint.disabled"], [], []);

    private readonly EndpointCheck _check = new(new AddressGuard(Options.Create(new OutgoingOptions())));

    public static TheoryData<string, EndpointInput> Bad => new()
    {
        { "name", Good with { Name = " " } },
        { "name", Good with { Name = new string('a', 81) } },
        { "name", Good with { Name = "a\nb" } },
        { "url", Good with { Url = null } },
        { "url", Good with { Url = "/hook" } },
        { "url", Good with { Url = "ftp://example.com/" } },
        { "url", Good with { Url = "http://example.com/hook" } },
        { "url", Good with { Url = "http://localhost/hook" } },
        { "url", Good with { Url = "https://alice:secret@example.com/" } },
        { "url", Good with { Url = "https://example.com/#part" } },
        { "url", Good with { Url = "https://example.com/" + new string('a', 2000) } },
        { "eventTypes", Good with { EventTypes = ["endpoint.disabled", "moon.rose"] } },
        { "connections", Good with { Connections = [.. Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())] } },
        { "filters", Good with { Filters = [.. Enumerable.Repeat(Filter("a"), 11)] } },
        { "filters", Good with { Filters = [Filter("")] } },
        { "filters", Good with { Filters = [Filter("booking..kind")] } },
        { "filters", Good with { Filters = [Filter("booking.kind.")] } },
        { "filters", Good with { Filters = [Filter("a b")] } },
        { "filters", Good with { Filters = [Filter(new string('a', 201))] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.In, [])] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.Exists, ["b"])] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.NotIn, [.. Enumerable.Repeat("b", 51)])] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.In, [new string('b', 201)])] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", (FilterOperator)9, ["b"])] } },
        { "headers", Headers([.. Enumerable.Range(0, 21).Select(i => ($"X-{i}", "a"))]) },
        { "headers", Headers(("X-A", "1"), ("x-a", "2")) },
        { "headers", Headers(("", "a")) },
        { "headers", Headers(("X A", "a")) },
        { "headers", Headers(("X:A", "a")) },
        { "headers", Headers(("Host", "a")) },
        { "headers", Headers(("content-type", "a")) },
        { "headers", Headers(("Webhook-Anything", "a")) },
        { "headers", Headers(("Transfer-Encoding", "chunked")) },
        { "headers", Headers(("X-A", "")) },
        { "headers", Headers(("X-A", "a\r\nX-B: c")) },
        { "headers", Headers(("X-A", "grün")) },
        { "headers", Headers(("X-A", new string('a', 2001))) },
        { "scheme", Good with { Scheme = (SignatureScheme)9 } },
        { "order", Good with { Order = (DeliveryOrder)9 } },
        { "timeoutSeconds", Good with { TimeoutSeconds = 0 } },
        { "timeoutSeconds", Good with { TimeoutSeconds = 31 } },
        { "retries", Good with { Retries = "5m, 5s" } },
        { "perMinute", Good with { PerMinute = 0 } },
        { "perMinute", Good with { PerMinute = 60_001 } },
        { "template", Good with { Template = new string('a', 16_001) } },
        { "template", Good with { Template = "{% if %" } },
        { "template", Good with { Template = "{}\0" } },
        { "template", Good with { Template = "{}\u0085" } },
        { "template", Good with { Template = "\"\ud800\"" } },
        { "template", Good with { Template = """{"text": {{ data.name }}}""" } },
        { "template", Good with { Template = "{{ data.exhausted }}", EventTypes = ["endpoint.failing", "endpoint.disabled"] } },
        { "name", Good with { Name = "a\0b" } },
        { "name", Good with { Name = "a\ud800" } },
        { "name", Good with { Name = "\udc00a" } },
        { "url", Good with { Url = "https://example.com/\0" } },
        { "url", Good with { Url = "https://example.com/\ud800" } },
        { "filters", Good with { Filters = [Filter("a\0")] } },
        { "filters", Good with { Filters = [Filter("\ud800")] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.In, ["b", "\0"])] } },
        { "filters", Good with { Filters = [new PayloadFilter("a", FilterOperator.In, ["b\udc00"])] } },
        { "headers", Headers(("X-A", "\0")) },
        { "headers", Headers(("X-A", "\ud800")) },
        { "headers", Headers(("X-\ud800", "a")) },
        { "headers", Headers(("X-A", "1"), ("X-A ", "2")) },
        { "retries", Good with { Retries = "5m\0" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Wrong_input_names_its_field(string field, EndpointInput input) => Assert.Equal([field], Assert.IsType<Failure.Invalid>(_check.Check(input)).Errors.Keys);

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(["name", "timeoutSeconds", "url"], Assert.IsType<Failure.Invalid>(_check.Check(Good with { Name = "", Url = "", TimeoutSeconds = 99 })).Errors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void What_lies_just_within_the_bounds_is_taken()
    {
        Assert.Null(_check.Check(Good));
        Assert.Null(_check.Check(Good with
        {
            Name = string.Concat(Enumerable.Repeat("🐎", 40)),
            Template = "{\r\n\t\"name\": {{ data.name | json }}}",
            Filters = [.. Enumerable.Repeat(new PayloadFilter("booking.host-1.kind_2", FilterOperator.NotIn, [.. Enumerable.Repeat(new string('b', 200), 50)]), 10)],
            Headers = Enumerable.Range(0, 20).ToDictionary(i => $"X-{i}", _ => new string('~', 2000)),
            TimeoutSeconds = 30,
            Retries = "0s, 5s, 24h",
            PerMinute = 60_000,
        }));
        Assert.Null(_check.Check(Good with { EventTypes = [], Filters = [new PayloadFilter("a", FilterOperator.Missing, [])] }));
    }

    [Fact]
    public void What_a_template_makes_wrong_is_said_with_the_event_type_it_was_tried_on() => Assert.StartsWith(
        "Tried on endpoint.disabled: The template failed. What it makes is not JSON",
        Assert.Single(Assert.IsType<Failure.Invalid>(_check.Check(Good with { EventTypes = ["endpoint.failing", "endpoint.disabled"], Template = "{{ data.exhausted }}" })).Errors["template"]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("https://example.com/other?a=1", true)]
    [InlineData("https://EXAMPLE.com:443/hook", true)]
    [InlineData("https://example.com:8443/hook", false)]
    [InlineData("https://hook.example.com/hook", false)]
    [InlineData("https://example.org/hook", false)]
    public void Headers_that_are_kept_stay_with_the_origin_they_were_entered_for(string url, bool isTaken)
    {
        var now = new EndpointView { Id = Guid.Empty, Name = "Hook", Url = Good.Url!, EventTypes = [], Connections = [], Filters = [], HeaderNames = ["X-A"], Hours = [], Secrets = [] };
        var failure = _check.Check(Good with { Url = url }, now);

        Assert.Equal(isTaken ? null : "Enter the headers again: the address is another one's.", (failure as Failure.Invalid)?.Errors["headers"].Single());
        Assert.NotNull(_check.Check(Good with { Url = "https://example.org/" }, now with { HeaderNames = null }));
        Assert.Null(_check.Check(Good with { Url = url }, now with { HeaderNames = [] }));
        Assert.Null(_check.Check(Headers(("X-A", "b")) with { Url = url }, now));
    }

    private static PayloadFilter Filter(string field) => new(field, FilterOperator.In, ["x"]);

    private static EndpointInput Headers(params (string Name, string Value)[] headers) => Good with { Headers = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.Ordinal) };
}
