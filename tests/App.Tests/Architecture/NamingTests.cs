using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

public sealed partial class NamingTests
{
    private static readonly HashSet<string> EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Impl"];

    [Theory]
    [InlineData(Floors.Domain)]
    [InlineData(Floors.Infrastructure)]
    [InlineData(Floors.Application)]
    [InlineData(Floors.Sandbox)]
    public void A_type_is_named_after_what_it_is(string floor) =>
        Rule.Holds(Floors.Types(floor).Where(type => Words(type.Name).Any(EmptyWords.Contains)).Select(type => $"{type.Namespace}.{type.Name}"));

    [Theory]
    [InlineData("CalendarManager", true)]
    [InlineData("HttpHelperFactory", true)]
    [InlineData("UtilizationMeter", false)]
    public void Whole_words_count(string name, bool empty) => Assert.Equal(empty, Words(name).Any(EmptyWords.Contains));

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();
}
