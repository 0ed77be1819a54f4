using System.Text;
using System.Xml;
using App.Infrastructure.Providers.CalDav;

namespace App.Infrastructure.Tests.Providers.CalDav;

public sealed class DavAnswerTests
{
    private static readonly Uri At = new("https://dav.example.com/");

    [Fact]
    public void A_multistatus_of_too_many_parts_is_refused()
    {
        Assert.Equal(2, Read(string.Concat(Enumerable.Repeat("<response><href>/a</href></response>", 2))).Members.Count);
        Assert.Throws<XmlException>(() => Read(string.Concat(Enumerable.Repeat("<response/>", 50_001))));
        Assert.Throws<XmlException>(() => Read("<response>" + string.Concat(Enumerable.Repeat("<a/>", 1_000_000)) + "</response>"));
        Assert.Throws<XmlException>(() => Read("<response>" + string.Concat(Enumerable.Repeat("<a>", 80)) + string.Concat(Enumerable.Repeat("</a>", 80)) + "</response>"));
    }

    [Theory]
    [InlineData("a.ics", true)]
    [InlineData("\U0001F4C5\U0001F4C5.ics", true)]
    [InlineData("a\u0001.ics", false)]
    public void What_XML_has_no_place_for_is_not_sent_back(string name, bool can) => Assert.Equal(can, DavText.CanBeSent(name));

    [Fact]
    public void Half_a_surrogate_pair_is_not_sent_back()
    {
        Assert.False(DavText.CanBeSent("a\ud83d"));
        Assert.False(DavText.CanBeSent("\udcc5a"));
    }

    [Theory]
    [InlineData("/calendars/a/", "https://dav.example.com/calendars/a/")]
    [InlineData("https://other.example.com/a/", "https://other.example.com/a/")]
    [InlineData("http://", null)]
    [InlineData("https://[/", null)]
    [InlineData("mailto:alice@example.com", null)]
    public void An_address_in_an_answer_that_is_none_is_left_out(string href, string? found) => Assert.Equal(found, DavOrigin.Find(At, href)?.AbsoluteUri);

    private static DavAnswer Read(string members) => DavAnswer.ReadMultistatus(At, new MemoryStream(Encoding.UTF8.GetBytes($"<multistatus xmlns=\"DAV:\">{members}</multistatus>")));
}
