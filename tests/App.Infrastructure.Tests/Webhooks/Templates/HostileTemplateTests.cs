using System.Text;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Templates;

namespace App.Infrastructure.Tests.Webhooks.Templates;

/// <summary>Templates that want to take the machine. What they may take is counted in memory, as a clock tells of the machine instead.</summary>
public sealed class HostileTemplateTests
{
    private const long MostAllocated = 256L * 1024 * 1024;

    private static readonly string Long = new('a', 15_000);
    private static readonly string Body = "{\"type\":\"x\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"version\":1,\"data\":{\"long\":\""
        + new string('a', 30_000) + "\",\"many\":[" + string.Join(',', Enumerable.Range(0, 5_000)) + "]}}";

    public static TheoryData<string, string> Hostile => new()
    {
        { "loops in loops", Repeat("{% for a in (1..1000) %}", 20) + "x" + Repeat("{% endfor %}", 20) },
        { "loops that do nothing", Repeat("{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}", 100) },
        { "loops over a long list", Repeat("{% for a in data.many %}", 10) + Repeat("{% endfor %}", 10) },
        { "loops over a long list, of which nothing is taken", "{% for a in (1..1000) %}" + Repeat("{% for b in data.many limit: 0 %}{% endfor %}", 250) + "{% endfor %}" },
        { "a huge range", "{% for a in (1..2000000000) %}{{ a }}{% endfor %}" },
        { "a huge range in a value", "{% assign a = (1..2000000000) %}{{ a | size }}" },
        { "a huge range from a variable", "{% assign n = 2000000000 %}{% for a in (1..n) %}{{ a }}{% endfor %}" },
        { "a range that overflows", "{% assign n = 79228162514264337593543950335 %}{% for a in (1..n) %}{{ a }}{% endfor %}" },
        { "doubling", "{% assign s = data.long %}" + Repeat("{% assign s = s | append: s %}", 60) + "{{ s }}" },
        { "doubling in a loop", "{% assign s = 'ab' %}{% for a in (1..900) %}{% assign s = s | append: s %}{% endfor %}{{ s }}" },
        { "doubling by capture", "{% assign s = data.long %}" + Repeat("{% capture s %}{{ s }}{{ s }}{% endcapture %}", 60) + "{{ s }}" },
        { "capture of much", "{% for a in (1..1000) %}{% capture s %}{% for b in (1..1000) %}" + Long[..12_000] + "{% endfor %}{% endcapture %}{% endfor %}1" },
        { "each letter made long", "{{ data.long | replace: 'a', data.long }}" },
        { "each gap made long", "{{ data.long | replace: '', data.long }}" },
        { "letters joined by much", "{{ data.long | split: '' | join: data.long }}" },
        { "filters in a row", "{{ data.long" + Repeat(" | append: data.long", 700) + " }}" },
        { "more filters than nest", "{{ 1" + Repeat("|abs", 3_900) + " }}" },
        { "more conditions than nest", "{% if a" + Repeat(" or a", 3_100) + " %}1{% endif %}" },
        { "conditions in a loop", "{% for a in (1..1000) %}{% if data.long == data.long" + Repeat(" and data.long == data.long", 50) + " %}{% endif %}{% endfor %}1" },
        { "literal conditions in a loop", "{% for a in (1..1000) %}" + Repeat("{% if true %}{% endif %}", 600) + "{% endfor %}1" },
        { "seeking in a loop", "{% assign t = data.long | slice: 0, 15000 | append: 'b' %}{% for a in (1..1000) %}{% if data.long contains t %}1{% endif %}{% endfor %}" },
        { "lists compared", "{% for a in (1..1000) %}{% if data == data %}{% endif %}{% endfor %}1" },
        { "lists joined to themselves", "{% assign m = data.many %}" + Repeat("{% assign m = m | concat: m %}", 60) + "{{ m | json }}" },
        { "lists sorted", "{% for a in (1..1000) %}{% assign m = data.many | sort | reverse | sort_natural | uniq %}{% endfor %}1" },
        { "output", "{% for a in (1..1000) %}{{ data.long }}{% endfor %}" },
        { "output of plain text", "{% for a in (1..1000) %}" + Long + "{% endfor %}" },
        { "output of raw text", "{% for a in (1..1000) %}{% raw %}" + Long + "{% endraw %}{% endfor %}" },
        { "brackets", "{{ " + Repeat("a[", 7_000) },
        { "brackets closed", "{{ " + Repeat("a[", 4_000) + "1" + Repeat("]", 4_000) + " }}" },
        { "parentheses", "{{ " + Repeat("(", 15_000) },
        { "parentheses closed", "{{ " + Repeat("(", 7_000) + "1" + Repeat(")", 7_000) + " }}" },
        { "what could be a range or a group", "{{ " + Repeat("(a[", 4_000) },
        { "the same, not too deep", Repeat("{{ " + Repeat("(a[", 28) + " }}", 100) },
        { "blocks", Repeat("{% if a %}", 1_500) },
        { "blocks closed", Repeat("{% if a %}", 700) + Repeat("{% endif %}", 700) },
        { "a date as wide as memory", "{{ timestamp | date: '%999999999n' }}" },
        { "a date as wide as memory, from a variable", "{% assign f = '%-' | append: '999999999' | append: 'Y' %}{{ timestamp | date: f }}" },
        { "a long format", "{{ timestamp | date: data.long }}" },
        { "a file", "{% include '/etc/passwd' %}" },
        { "a file, rendered", "{% render '../../etc/passwd' %}" },
        { "a layout", "{% layout '/etc/passwd' %}" },
        { "members of .NET", "{{ data.GetType.Assembly.Location | json | upcase | shout }}" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_template_is_refused_and_takes_little(string what, string template)
    {
        Assert.True(template.Length <= Endpoint.MostTemplate, what);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var made = MessageTemplate.Render(template, Body);

        Assert.Equal("template_failed", made.Failure?.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.InRange(made.Failure!.Reason.Length, 10, 300);
    }

    [Theory]
    [InlineData("{{ data.GetType | json }}")]
    [InlineData("{{ data.Count | json }}")]
    [InlineData("{{ data.long.Length | json }}")]
    [InlineData("{{ environment | json }}")]
    [InlineData("{{ Model | json }}")]
    [InlineData("{{ forloop.GetType | json }}")]
    public void Nothing_but_the_message_is_seen(string template) => Assert.Equal("null", MessageTemplate.Render(template, Body).Value);

    [Fact]
    public void Whatever_is_put_together_ends_without_an_exception()
    {
        string[] pieces =
        [
            "{{", "}}", "{%", "%}", "{%-", "-%}", " if ", " endif ", " for i in ", " endfor ", " assign x = ", " capture x ", " endcapture ", " case ", " when ", " else ", " elsif ", " raw ", " endraw ", "comment", "endcomment",
            "data", ".many", ".long", "[", "]", "(", ")", "..", "1", "1000", "99999999999999999999999999", "-1", "0.5", " | ", "append: ", "json", "split: ", "join: ", "date: ", "slice: ", "sort", "map: ", "where: ", "times: ", "round: ",
            "truncate: ", "truncatewords: ", "divided_by: ", "modulo: ", "time_zone: ", "concat: ", "\"", "'", "\\", " or ", " and ", " contains ", " == ", " > ", "x", "i", "\n", "é", "\ud83d", "\0", "{\"a\":", "}", ",", ":", "limit:", "offset:", "reversed", "cycle", "#", "forloop", "size", "first", "last", "nil", "true", "empty", "blank",
        ];
        var numbers = new SeededNumbers(20_261_128);
        for (var round = 0; round < 3_000; round++)
        {
            var template = new StringBuilder();
            for (var piece = numbers.Next(40); piece >= 0; piece--)
            {
                template.Append(pieces[numbers.Next(pieces.Length)]);
            }

            var text = template.ToString();
            var made = MessageTemplate.Render(text, Body);
            Assert.True(made.IsOk ? MessageTemplate.Check(text) is null : made.Failure!.Code == "template_failed", text);
        }
    }

    [Fact]
    public void A_good_template_that_is_changed_somewhere_ends_without_an_exception()
    {
        const string Good =
            """{% assign n = data.many | size %}{"n":{{ n }},"s":"{{ data.long | truncate: 20, "…" | upcase }}","d":"{{ timestamp | date: "%Y-%m-%d" }}","l":[{% for m in data.many limit: 5 %}{{ m | plus: 1 }}{% unless forloop.last %},{% endunless %}{% endfor %}]{% if type contains "x" and n > 3 %},"y":{{ data["many"][0] | json }}{% else %},"z":1{% endif %}}""";
        Assert.True(MessageTemplate.Render(Good, Body).IsOk);
        var numbers = new SeededNumbers(7);
        for (var round = 0; round < 3_000; round++)
        {
            var changed = Good.ToCharArray();
            for (var change = numbers.Next(3); change >= 0; change--)
            {
                changed[numbers.Next(changed.Length)] = "{}%|()[].:'\"0a -"[numbers.Next(16)];
            }

            var made = MessageTemplate.Render(new string(changed), Body);
            Assert.True(made.IsOk || made.Failure.Code == "template_failed", new string(changed));
        }
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
