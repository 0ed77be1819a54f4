using System.Text;
using App.Domain.Calendars.ICalendar;

namespace App.Domain.Tests.Calendars.ICalendar;

/// <summary>What is not understood is kept, and written back as it came.</summary>
public sealed class RoundTripTests
{
    private const string Odd = """
        BEGIN:VCALENDAR
        PRODID:-//Someone//Else//EN
        X-WR-CALNAME;X-HOW="a;b:c,d":Ünïcödé \, and more
        BEGIN:VTIMEZONE
        TZID:Nowhere
        X-LIC-LOCATION:Europe/Berlin
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        BEGIN:vevent
        uid:Mixed@Case
        DTSTART:20260101T000000Z
        this line has no colon
        ;neither:has this a name
        X-EMPTY:
        ATTENDEE;CN="Ann ^'A^' O^^1^nx";X-LIST=a,"b,c",d;PARTSTAT=accepted:mailto:ann@northwind.example
        BEGIN:X-UNKNOWN
        X-PROP:1
        END:X-UNKNOWN
        DESCRIPTION:behind a component\; and escaped\nhere \x
        BEGIN:VALARM
        ACTION:DISPLAY
        END:VALARM
        END:vevent
        END:VCALENDAR

        """;

    [Fact]
    public void Everything_comes_back_in_its_order()
    {
        var text = Odd.ReplaceLineEndings("\r\n");
        var written = ContentWriter.Write(ContentParser.Parse(text).Value[0]);

        Assert.Equal(Unfold(text), Unfold(written));
        Assert.Equal(written, ContentWriter.Write(ContentParser.Parse(written).Value[0]));
    }

    [Fact]
    public void Changing_one_property_leaves_the_others()
    {
        var calendar = ContentParser.Parse(Odd).Value[0];
        var one = calendar.Components.Single(c => c.Is("VEVENT"));
        one.Set(Property.OfText("SUMMARY", "New; and shiny"));
        one.Set(new Property("DTSTART", "20260102T000000Z"));
        one.Remove("X-EMPTY");

        var expected = Unfold(Odd.ReplaceLineEndings("\r\n"))
            .Replace("DTSTART:20260101T000000Z", "DTSTART:20260102T000000Z", StringComparison.Ordinal)
            .Replace("X-EMPTY:\r\n", "", StringComparison.Ordinal)
            .Replace("BEGIN:X-UNKNOWN", "SUMMARY:New\\; and shiny\r\nBEGIN:X-UNKNOWN", StringComparison.Ordinal);
        Assert.Equal(expected, Unfold(ContentWriter.Write(calendar)));
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_and_never_inside_a_character()
    {
        foreach (var text in new[] { new string('x', 500), string.Concat(Enumerable.Repeat("é", 300)), string.Concat(Enumerable.Repeat("a😀", 200)), new string('x', 67), new string('x', 68) })
        {
            var written = ContentWriter.Write(new Component("VEVENT").Add(new Property("SUMMARY", text)));
            var lines = Encoding.UTF8.GetBytes(written).AsSpan();
            foreach (var range in lines.Split("\r\n"u8))
            {
                Assert.InRange(lines[range].Length, 0, 75);
                Assert.True(System.Text.Unicode.Utf8.IsValid(lines[range]));
            }

            Assert.Equal(text, ContentParser.Parse(written).Value[0].Find("SUMMARY")!.Value);
        }
    }

    [Fact]
    public void A_character_that_was_folded_in_two_is_joined()
    {
        byte[] folded = [.. "BEGIN:VEVENT\r\nSUMMARY:caf"u8, 0xC3, (byte)'\r', (byte)'\n', (byte)' ', 0xA9, .. "\r\nEND:VEVENT"u8];

        Assert.Equal("café", ContentParser.Parse(folded).Value[0].Find("SUMMARY")!.Text);
    }

    [Fact]
    public void A_line_that_is_not_UTF8_is_read_as_Latin_1_and_the_others_are_not()
    {
        byte[] bytes = [.. "BEGIN:VEVENT\nSUMMARY:caf"u8, 0xE9, .. "\nLOCATION:Café\nEND:VEVENT\n"u8];
        var component = ContentParser.Parse(bytes).Value[0];

        Assert.Equal(("café", "Café"), (component.Find("SUMMARY")!.Text, component.Find("LOCATION")!.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a;b,c\\d\ne")]
    [InlineData("\\n is not a line")]
    public void TEXT_is_escaped_and_read_again(string text) => Assert.Equal(text, Property.OfText("X", text).Text);

    [Theory]
    [InlineData("a\\Nb\\, c\\;d\\\\e\\x\\", "a\nb, c;d\\e\\x\\")]
    public void TEXT_is_read_as_others_write_it(string value, string text) => Assert.Equal(text, new Property("X", value).Text);

    [Theory]
    [InlineData("plain")]
    [InlineData("with \"quotes\"")]
    [InlineData("two\nlines")]
    [InlineData("hat ^ and ^n and ^'")]
    [InlineData("colon: semicolon; comma, all")]
    public void A_parameter_is_written_and_read_again(string value) =>
        Assert.Equal(value, ContentParser.Parse(ContentWriter.Write(new Component("X").Add(new Property("A", "v", ("P", value), ("Q", "2"))))).Value[0].Find("A")!.Parameter("p"));

    [Fact]
    public void Parameters_have_several_values_and_colons_inside_quotes()
    {
        var property = ContentParser.Parse("BEGIN:X\nA;X=1;P=a,\"b:c;d,e\",f;CN=\"Ann ^'A^' ^^\":value:with:colons\nEND:X").Value[0].Find("a")!;

        Assert.Equal(["a", "b:c;d,e", "f"], property.Parameters.Single(p => p.Name == "P").Values);
        Assert.Equal(("Ann \"A\" ^", "value:with:colons"), (property.Parameter("CN"), property.Value));
    }

    [Fact]
    public void A_property_of_two_lines_can_not_be_made() =>
        Assert.Throws<ArgumentException>(() => new Property("SUMMARY", "a\r\nATTENDEE:mailto:eve@northwind.example"));

    private static string Unfold(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);
}
