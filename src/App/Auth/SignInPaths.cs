using App.Infrastructure.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Auth;

/// <summary>The addresses of signing in and out. Where somebody wanted to go is kept only if it is a path of our own.</summary>
internal static class SignInPaths
{
    public const string Page = "/sign-in";
    public const string Start = "/sign-in/start";
    public const string RefusedPage = "/sign-in/refused";
    public const string Out = "/sign-out";
    public const string ReturnUrl = "returnUrl";
    public const string Reason = "reason";
    public const string Invitation = "invitation";

    public const string Another = "another";

    private const string Home = "/";

    /// <summary>A path of our own, or home.</summary>
    public static string Ours(string? path) => path is not null && LocalPath.IsOurs(path) ? path : Home;

    public static string Refused(string code, string? returnUrl) => With(RefusedPage, (Reason, code), (ReturnUrl, Ours(returnUrl)));

    public static string StartFor(string? returnUrl) => With(Start, (ReturnUrl, Ours(returnUrl)));

    /// <summary>Asks the issuer to let her choose an account, instead of signing in the same one again.</summary>
    public static string StartAsAnother(string? returnUrl) => With(Start, (ReturnUrl, Ours(returnUrl)), (Another, "true"));

    public static string StartWith(string invitation) => With(Start, (Invitation, invitation));

    /// <summary>As a link of a page: relative to the document's base.</summary>
    public static string Link(string path) => path.TrimStart('/');

    private static string With(string path, params (string Name, string Value)[] query) =>
        QueryHelpers.AddQueryString(path, query.Where(q => q.Value != Home).Select(q => KeyValuePair.Create<string, string?>(q.Name, q.Value)));
}
