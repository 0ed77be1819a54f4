using System.Text.Json;
using App.Infrastructure.Json;

namespace App.Infrastructure.Tests.Json;

public sealed class UnreadJsonTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, NumberHandling = default };

    [Theory]
    [InlineData("""{"title":1}""", "Must be text.")]
    [InlineData("""{"title":null}""", "Must not be null.")]
    [InlineData("""{"count":"x"}""", "Must be a whole number, at most 2,147,483,647.")]
    [InlineData("""{"count":99999999999}""", "Must be a whole number, at most 2,147,483,647.")]
    [InlineData("""{"share":"x"}""", "Must be a number.")]
    [InlineData("""{"isOpen":1}""", "Must be true or false.")]
    [InlineData("""{"id":"x"}""", "Must be an id, which is a UUID.")]
    [InlineData("""{"names":"x"}""", "Must be a list.")]
    [InlineData("""{"names":["x",1]}""", "Must be text.")]
    [InlineData("""{"parts":{}}""", "Must be a list.")]
    [InlineData("""{"labels":"x"}""", "Must be an object.")]
    [InlineData("""{"part":"x"}""", "Must be an object.")]
    [InlineData("""{"part":{"size":true}}""", "Must be a whole number.")]
    [InlineData("""{"parts":[{"size":"x"}]}""", "Must be a whole number.")]
    [InlineData("""{"title":}""", "Is not JSON that can be read.")]
    public void A_value_that_could_not_be_read_is_told_what_it_must_be(string json, string said) =>
        Assert.Equal(said, UnreadJson.Say(Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Whole>(json, Strict))));

    [Fact]
    public void What_a_converter_says_is_kept_without_where_it_stood() =>
        Assert.Equal("Must be a date such as 2026-01-12.", UnreadJson.Say(new JsonException("Must be a date such as 2026-01-12. Path: $.day | LineNumber: 0 | BytePositionInLine: 6.")));

    public sealed record Whole(string Title, int? Count, double? Share, bool IsOpen, Guid? Id, IReadOnlyList<string>? Names, Part[]? Parts, Dictionary<string, string>? Labels, Part? Part);

    public sealed record Part(long Size);
}
