using System.Text.Json;
using App.Infrastructure.Json;
using App.Infrastructure.Webhooks.Events;
using NodaTime;

namespace App.Infrastructure.Tests.Json;

public sealed class UnreadJsonTests
{
    [Theory]
    [InlineData("""{"title":1}""", "Must be text.")]
    [InlineData("""{"title":null}""", "Must not be null.")]
    [InlineData("""{"count":"x"}""", "Must be a whole number.")]
    [InlineData("""{"count":99999999999}""", "Must be a whole number.")]
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
    [InlineData("""{"title":"x","title":"y"}""", "Holds a field twice.")]
    [InlineData("""{"labels":{"Length":1}}""", "Must be text.")]
    [InlineData("""{"title":}""", "Is not JSON that can be read.")]
    [InlineData("""{"labels":{"x' could not be converted to System.String. Path: ":}}""", "Is not JSON that can be read.")]
    public void A_value_that_could_not_be_read_is_told_what_it_must_be(string json, string said) =>
        Assert.Equal(said, Assert.Single(ErrorsOf(json)).Value);

    [Theory]
    [InlineData("x' could not be converted to System.Int32. Path: ")]
    [InlineData("x' could not be converted to X,=. Path: ")]
    [InlineData("x' doesn't allow null values")]
    public void Words_of_the_sender_are_never_taken_for_the_readers(string name)
    {
        var deep = string.Concat(Enumerable.Repeat("A[", 200_000));

        Assert.All([name, name.Replace("Int32", deep, StringComparison.Ordinal)], n => Assert.Equal((n, "Is not a field of this request."), Assert.Single(ErrorsOf($$"""{"{{n}}":1}"""))));
    }

    [Theory]
    [InlineData("""{"shoe":1}""", "shoe")]
    [InlineData("""{"part":{"shoe":1}}""", "part.shoe")]
    [InlineData("""{"parts":[{"a b":1}]}""", "parts[0].a b")]
    [InlineData("""{"part":{}}""", "part.size")]
    [InlineData("""{"parts":[{"size":1},{"size":"x"}]}""", "parts[1].size")]
    [InlineData("""[]""", "body")]
    public void A_field_is_named_with_all_it_stands_in(string json, string field)
    {
        Assert.Equal(field, Assert.Single(ErrorsOf(json)).Field);
        Assert.Equal(field == "body" ? "data" : $"data.{field}", Assert.Single(ErrorsOf(json, "data")).Field);
    }

    [Fact]
    public void What_a_converter_says_is_kept_without_where_it_stood() =>
        Assert.Equal("Must be a date such as 2026-01-12.", Assert.Single(ErrorsOf("""{"day":"x"}""")).Value);

    private static IEnumerable<(string Field, string Value)> ErrorsOf(string json, string root = "") =>
        UnreadJson.Explain(Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Whole>(json, EventJson.Options)), root, "this request").Errors.Select(e => (e.Key, e.Value.Single()));

    public sealed record Whole
    {
        public string Title { get; init; } = "";

        public int? Count { get; init; }

        public double? Share { get; init; }

        public bool IsOpen { get; init; }

        public Guid? Id { get; init; }

        public IReadOnlyList<string>? Names { get; init; }

        public Part[]? Parts { get; init; }

        public Dictionary<string, string>? Labels { get; init; }

        public Part? Part { get; init; }

        public LocalDate? Day { get; init; }
    }

    public sealed record Part(long Size);
}
