using System.Text.Json;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Templates;

namespace App.Infrastructure.Tests.Webhooks.Templates;

public sealed class MessageTemplateTests
{
    private const string Body =
        """
        {"type":"booking.created","timestamp":"2026-03-01T10:00:00Z","version":1,"data":{"booking":{"title":"Talk \"over\" coffee","price":12.50,"guest":null,"paid":true,"minutes":30},"tags":["a","b\"c"],"people":[{"name":"Žluť"},{"name":"Ann"}]}}
        """;

    [Theory]
    [InlineData("""{"text":"{{ data.booking.title }}"}""", """{"text":"Talk \"over\" coffee"}""")]
    [InlineData("""{"text":{{ data.booking.title | json }}}""", """{"text":"Talk \"over\" coffee"}""")]
    [InlineData("""{"n":{{ data.booking.price | times: 2 }}}""", """{"n":25.0}""")]
    [InlineData("""{"guest":{{ data.booking.guest | json }},"nothing":{{ data.none.at.all | json }}}""", """{"guest":null,"nothing":null}""")]
    [InlineData("""{{ data | json }}""", """{"booking":{"title":"Talk \"over\" coffee","price":12.50,"guest":null,"paid":true,"minutes":30},"tags":["a","b\"c"],"people":[{"name":"Žluť"},{"name":"Ann"}]}""")]
    [InlineData("""[{% for p in data.people %}{{ p.name | upcase | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]""", """["ŽLUŤ","ANN"]""")]
    [InlineData("""[{% for i in (1..5) reversed %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}]""", "[5,4,3,2,1]")]
    [InlineData("""{% if type == "booking.created" and data.booking.paid %}{"new":true}{% else %}{"new":false}{% endif %}""", """{"new":true}""")]
    [InlineData("""{% case type %}{% when "booking.cancelled" %}1{% when "booking.created" %}2{% endcase %}""", "2")]
    [InlineData("""{% capture s %}{{ data.booking.title }}!{% endcapture %}{"s":"{{ s }}"}""", """{"s":"Talk \"over\" coffee!"}""")]
    [InlineData("""{"day":"{{ timestamp | date: "%d.%m.%Y %H:%M" }}","local":"{{ timestamp | time_zone: "Europe/Prague" | date: "%H:%M" }}"}""", """{"day":"01.03.2026 10:00","local":"11:00"}""")]
    [InlineData("""{"now":"{{ "now" | date: "%Y" }}"}""", """{"now":"2026"}""")]
    [InlineData("""{"x":"{{ data["booking"]["title"] | remove: "\"" | slice: 0, 4 }}","c":{{ data.booking.title contains "over" | json }}}""", """{"x":"Talk","c":true}""")]
    [InlineData("""{"tags":"{{ data.tags | join: ";" }}"}""", """{"tags":"a;b\"c"}""")]
    [InlineData("""{% comment %}of ours{% endcomment %}{% raw %}{"r":"{{ }}"}{% endraw %}""", """{"r":"{{ }}"}""")]
    public void A_message_is_made_into_what_its_template_says(string template, string expected)
    {
        Assert.Null(MessageTemplate.Check(template));
        Assert.Equal(expected, MessageTemplate.Render(template, Body).Value);
    }

    [Theory]
    [InlineData("{{ data.x", "Line 1, column ")]
    [InlineData("{\n  {% iff x %}{% endif %}}", "Line 2, column ")]
    [InlineData("{% if x %}1", "Line 1, column ")]
    [InlineData("{{ data.x | shout }}", "Line 1, column 13: There is no filter “shout”.")]
    [InlineData("[1,\n{{ data.x | upcase | hmac_sha256: \"k\" }}]", "Line 2, column 22: There is no filter “hmac_sha256”.")]
    [InlineData("{% include 'passwd' %}", "Unknown tag 'include'")]
    [InlineData("{% render 'passwd' %}", "Unknown tag 'render'")]
    [InlineData("{% tablerow i in data.tags %}{% endtablerow %}", "Unknown tag 'tablerow'")]
    [InlineData("{% macro x() %}{% endmacro %}", "Unknown tag 'macro'")]
    [InlineData("{% from 'x' import y %}", "Unknown tag 'from'")]
    [InlineData("{% increment i %}", "Unknown tag 'increment'")]
    [InlineData("{{ data.ToString() }}", "Line 1, column ")]
    [InlineData("{% for i in data.tags offset: continue %}{% endfor %}", "continue")]
    public void What_is_wrong_with_a_template_is_said_with_its_place(string template, string sentence)
    {
        Assert.Contains(sentence, MessageTemplate.Check(template), StringComparison.Ordinal);
        Assert.Contains(sentence, Refusal(template), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("""{"a":{{ data.booking.title }}}""", "| json")]
    [InlineData("""{"a":1,}""", "line 1, column ")]
    [InlineData("{{ data.tags }}", "| json")]
    [InlineData("{{ data }}", "| json")]
    [InlineData("{{ 1 | divided_by: 0 }}", "could not be computed")]
    [InlineData("{{ 79228162514264337593543950335 | times: 10 }}", "could not be computed")]
    public void What_is_made_must_be_JSON(string template, string sentence) => Assert.Contains(sentence, Refusal(template), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"data":{"name":"\ud800"}}""")]
    [InlineData("""{"data":{"\udc00":1}}""")]
    public void A_message_with_half_a_character_is_said_to_be_unreadable(string body) => Assert.Equal(
        "The template failed. The message has text that can't be read.", MessageTemplate.Render("{{ data.name | json }}", body).Failure!.Reason);

    [Fact]
    public void Nothing_of_a_message_leaves_the_quotes_it_is_put_between()
    {
        const string Hostile = """{"type":"x","timestamp":"2026-03-01T10:00:00Z","version":1,"data":{"name":"\",\"admin\":true,\"x\":\"\\"}}""";
        string[] ways =
        [
            "{{ data.name }}", "{{ data.name | append: '' }}", "{{ data.name | upcase | downcase }}", "{% assign n = data.name %}{{ n }}", "{% capture n %}{{ data.name }}{% endcapture %}{{ n }}",
            "{% capture n %}x{% endcapture %}{{ n | append: data.name }}", "{{ '' | json | append: data.name }}", "{% for d in data %}{{ d | last }}{% endfor %}", "{{ data.name or data.none }}",
            "{{ data.none | default: data.name }}", "{{ data.name | split: ';' | first }}", "{{ data.name | split: ';' | join: ',' }}", "{{ data.name | truncate: 200 }}", "{{ data.name | replace: 'a', data.name }}",
        ];
        Assert.All(ways, way =>
        {
            var made = MessageTemplate.Render($$"""{"name":"{{way}}"}""", Hostile);
            if (made.IsOk)
            {
                using var json = JsonDocument.Parse(made.Value);
                Assert.Equal("name", Assert.Single(json.RootElement.EnumerateObject()).Name);
            }
        });
        Assert.Equal("""{"name":"\",\"admin\":true,\"x\":\"\\"}""", MessageTemplate.Render("""{"name":"{{ data.name }}"}""", Hostile).Value);
    }

    [Fact]
    public void A_message_sent_again_is_made_the_same()
    {
        const string Template = """{"at":"{{ "now" | date: "%s" }}","text":{{ data.booking.title | json }}}""";
        Assert.Equal(MessageTemplate.Render(Template, Body).Value, MessageTemplate.Render(Template, Body).Value);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    public void Without_a_message_there_is_nothing(string body) => Assert.Equal("template_failed", MessageTemplate.Render("{{ data | json }}", body).Failure?.Code);

    [Fact]
    public void A_template_has_a_length()
    {
        Assert.Null(MessageTemplate.Check(new string('1', Endpoint.MostTemplate)));
        Assert.Contains("characters", MessageTemplate.Check(new string('1', Endpoint.MostTemplate + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void More_templates_than_are_kept_are_still_made() =>
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal($"{i}", MessageTemplate.Render($"{{{{ {i} }}}}", Body).Value));

    private static string Refusal(string template)
    {
        var failure = MessageTemplate.Render(template, Body).Failure;
        Assert.Equal("template_failed", failure?.Code);
        return failure!.Reason;
    }
}
