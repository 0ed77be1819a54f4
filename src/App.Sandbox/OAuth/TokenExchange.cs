using App.Sandbox.Credentials;
using App.Sandbox.Faults;

namespace App.Sandbox.OAuth;

/// <summary>Why a token request is refused; each vendor has words of its own for it.</summary>
internal enum TokenRefusal
{
    NoForm,
    UnknownClient,
    WrongSecret,
    NoGrantType,
    UnsupportedGrantType,
    DeadCode,
    OtherRedirect,
    NoVerifier,
    WrongVerifier,
    NoRefreshToken,
    DeadRefreshToken,
}

/// <summary>How a vendor's token endpoint looks and speaks.</summary>
internal interface ITokenDialect
{
    string Vendor { get; }

    TokenShape Shape { get; }

    Task WriteAsync(HttpContext context, IssuedTokens tokens);

    Task RefuseAsync(HttpContext context, TokenRefusal refusal, IFormCollection? form);
}

/// <summary>A token endpoint (RFC 6749 §4.1.3, §6): exchanges codes and refresh tokens.</summary>
internal sealed class TokenExchange(GrantStore grants, ClientAuthentication clients)
{
    public async Task RunAsync(HttpContext context, ITokenDialect dialect)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store, max-age=0, must-revalidate";
        if (!context.Request.HasFormContentType)
        {
            await dialect.RefuseAsync(context, TokenRefusal.NoForm, null);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (proof, clientId) = clients.Judge(context.Request, form);
        var refusal = Issue(context, form, proof, clientId, dialect, out var tokens);
        await (tokens is null ? dialect.RefuseAsync(context, refusal, form) : dialect.WriteAsync(context, tokens));
    }

    private TokenRefusal Issue(HttpContext context, IFormCollection form, ClientProof proof, string clientId, ITokenDialect dialect, out IssuedTokens? tokens)
    {
        tokens = null;
        return (proof, form["grant_type"].ToString()) switch
        {
            (ClientProof.UnknownClient, _) => TokenRefusal.UnknownClient,
            (ClientProof.WrongSecret, _) => TokenRefusal.WrongSecret,
            (_, "authorization_code") => Exchange(context, form, clientId, dialect, out tokens),
            (_, "refresh_token") => Refresh(form, clientId, dialect, out tokens),
            (_, "") => TokenRefusal.NoGrantType,
            _ => TokenRefusal.UnsupportedGrantType,
        };
    }

    private TokenRefusal Exchange(HttpContext context, IFormCollection form, string clientId, ITokenDialect dialect, out IssuedTokens? tokens)
    {
        tokens = null;
        var terms = grants.SpendCode(dialect.Vendor, form["code"].ToString());
        if (terms is null || terms.ClientId != clientId)
        {
            return TokenRefusal.DeadCode;
        }

        if (terms.RedirectUri != form["redirect_uri"])
        {
            return TokenRefusal.OtherRedirect;
        }

        if (!Pkce.Proves(terms, form["code_verifier"]))
        {
            return string.IsNullOrEmpty(form["code_verifier"]) ? TokenRefusal.NoVerifier : TokenRefusal.WrongVerifier;
        }

        var withholds = context.Features.Get<FaultsInReach>()?.Strikes(FaultKind.NoRefreshToken) == true;
        tokens = grants.IssueGrant(withholds ? terms with { Offline = false } : terms, dialect.Shape);
        return default;
    }

    private TokenRefusal Refresh(IFormCollection form, string clientId, ITokenDialect dialect, out IssuedTokens? tokens)
    {
        tokens = null;
        var token = form["refresh_token"].ToString();
        if (token.Length == 0)
        {
            return TokenRefusal.NoRefreshToken;
        }

        tokens = grants.Refresh(dialect.Vendor, clientId, token, dialect.Shape);
        return TokenRefusal.DeadRefreshToken;
    }
}
