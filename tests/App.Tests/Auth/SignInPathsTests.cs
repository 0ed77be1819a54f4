using App.Auth;

namespace App.Tests.Auth;

public sealed class SignInPathsTests
{
    [Theory]
    [InlineData("/integrations?x=1#y", "/integrations?x=1#y")]
    [InlineData("/", "/")]
    [InlineData("https://evil.test/", "/")]
    [InlineData("//evil.test", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("\\\\evil.test", "/")]
    [InlineData("/x\\..\\evil", "/")]
    [InlineData("/\t/evil.test", "/")]
    [InlineData("/x\r\nSet-Cookie: a=b", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("evil.test", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_to_our_own_paths_only(string? asked, string taken) => Assert.Equal(taken, SignInPaths.Ours(asked));
}
