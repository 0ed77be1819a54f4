using App.Calendars;

namespace App.Tests.Calendars;

public sealed class EventWordsTests
{
    [Theory]
    [InlineData("Agenda:<br>one<br/>two", "Agenda:\none\ntwo")]
    [InlineData("<p>Bring <b>coffee</b> &amp; cake</p>", "Bring coffee & cake")]
    [InlineData("<script>alert(1)</script>x", "alert(1)x")]
    [InlineData(null, "")]
    public void Descriptions_lose_their_markup_and_keep_their_lines(string? html, string expected) => Assert.Equal(expected, EventWords.PlainText(html));

    [Theory]
    [InlineData("https://meet.example/abc", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/integrations", false)]
    [InlineData(null, false)]
    public void Only_web_addresses_become_links(string? address, bool expected) => Assert.Equal(expected, EventWords.IsWebAddress(address));

    [Theory]
    [InlineData("""[{"name":"Lea Brandt","email":"lea@x.example"},{"email":"omar@x.example"},{}]""", "Lea Brandt, omar@x.example")]
    [InlineData("""{"name":"not a list"}""", "")]
    [InlineData("[broken", "")]
    [InlineData(null, "")]
    public void Guests_are_named_by_name_or_address(string? json, string expected) => Assert.Equal(expected, string.Join(", ", EventWords.Guests(json)));
}
