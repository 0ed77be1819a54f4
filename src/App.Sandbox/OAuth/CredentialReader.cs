using App.Sandbox.Credentials;

namespace App.Sandbox.OAuth;

/// <summary>Finds in a request the credential that tells whose account it is about.</summary>
internal sealed class CredentialReader(GrantStore grants)
{
    private static readonly string[] Fields = ["refresh_token", "code", "token"];

    /// <summary>The account of a bearer token, of a credential in a form, or the one the form names.</summary>
    public async ValueTask<string?> AccountOfAsync(HttpContext context, Func<string?, string?> named)
    {
        if (BearerToken.Of(context.Request) is { } token)
        {
            return grants.AccountOf(token);
        }

        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            return null;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return Fields.Select(f => form[f].ToString()).Where(c => c.Length > 0).Select(grants.AccountOf).FirstOrDefault(a => a is not null)
            ?? named(form["account"]);
    }
}
