using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using App.Domain;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>
/// OpenID Connect by authorization code (Core §3.1) on the framework's OAuth handler, which keeps state, correlation and PKCE. The
/// identity becomes a member here, or is refused in words; tokens end here: no ticket, cookie or log ever holds one.
/// </summary>
internal sealed partial class OidcHandler(
    IOptionsMonitor<OidcOptions> options, ILoggerFactory logger, UrlEncoder encoder, IssuerDiscovery discovery, PublicUrl publicUrl, IOptions<AppOptions> app, SignInMember signIn)
    : OAuthHandler<OidcOptions>(options, logger, encoder)
{
    public const string InvitationKey = ".invitation";

    // OpenID Connect Core §3.1.2.1.
    public const string Prompt = "prompt";
    public const string SelectAccount = "select_account";

    private const string NonceKey = ".nonce";

    private IdToken? _token;
    private KnownIssuer? _issuer;
    private bool _stateLost;

    /// <summary>The redirect URI as registered: under the public address where one is configured, else where the browser is.</summary>
    private string RedirectUri => app.Value.PublicUrl is null ? BuildRedirectUri(Options.CallbackPath) : publicUrl.Resolve(OidcOptions.Callback).AbsoluteUri;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            _issuer = await DiscoverAsync();
            await base.HandleChallengeAsync(properties);
        }
        catch (Exception e) when (IsIssuersFault(e))
        {
            LogRefused(Logger, e);
            Response.Redirect(Refusal(SignInRefusals.IssuerDown, properties));
        }
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // Core §3.1.2.1: unguessable, and bound to this browser through the protected state and its correlation cookie.
        var nonce = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        properties.Items[NonceKey] = nonce;
        Options.AuthorizationEndpoint = _issuer!.Metadata.AuthorizationEndpoint;
        var url = QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, RedirectUri), "nonce", nonce);
        return properties.GetParameter<string>(Prompt) is { } prompt ? QueryHelpers.AddQueryString(url, Prompt, prompt) : url;
    }

    protected override bool ValidateCorrelationId(AuthenticationProperties properties)
    {
        var valid = base.ValidateCorrelationId(properties);
        _stateLost |= !valid;
        return valid;
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        try
        {
            _issuer = await DiscoverAsync();
            return WhyNotAsked() is { } why ? Refuse(why, null) : await EnterAsync(await base.HandleRemoteAuthenticateAsync());
        }
        catch (Exception e) when (IsIssuersFault(e))
        {
            LogRefused(Logger, e);
            return Refuse(e is IssuerRefusedException ? SignInRefusals.IssuerNotBelieved : SignInRefusals.IssuerDown, null);
        }
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = RedirectUri,
        };
        if (context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier))
        {
            form[OAuthConstants.CodeVerifierKey] = verifier!;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _issuer!.Metadata.TokenEndpoint);
        Authenticate(request, form, _issuer.Metadata.WantsBasic);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        if ((int)response.StatusCode >= 500)
        {
            throw new HttpRequestException("The token endpoint failed.", null, response.StatusCode);
        }

        // The body of a refusal may repeat what was sent: it is neither kept nor logged.
        return response.IsSuccessStatusCode
            ? OAuthTokenResponse.Success(JsonDocument.Parse(await response.Content.ReadAsStringAsync(Context.RequestAborted)))
            : throw new IssuerRefusedException($"the code was answered with {(int)response.StatusCode}");
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        // Core §3.1.3.3: the answer must contain an id_token.
        var idToken = tokens.Response?.RootElement.Text("id_token") ?? throw new IssuerRefusedException("no id_token");
        properties.Items.Remove(NonceKey, out var nonce);
        _token = await _issuer!.Verifier.VerifyAsync(idToken, Options.ClientId, nonce, Context.RequestAborted);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<HandleRequestResult> EnterAsync(HandleRequestResult answered)
    {
        if (!answered.Succeeded || _token is null)
        {
            return Refuse(_stateLost || answered.Properties is null ? SignInRefusals.StateLost : SignInRefusals.IssuerNotBelieved, answered.Properties);
        }

        var properties = answered.Properties!;
        properties.Items.TryGetValue(InvitationKey, out var invitation);
        var identity = new Identity(_token.Issuer, _token.Subject, _token.Email, _token.EmailVerified, _token.Name, _token.Locale, _token.ZoneInfo);
        if (!(await signIn.RunAsync(identity, invitation, Context.RequestAborted)).TryGet(out var member, out var refused))
        {
            return Refuse(refused, properties);
        }

        var session = new AuthenticationProperties { RedirectUri = properties.RedirectUri, IsPersistent = true };
        return HandleRequestResult.Success(new AuthenticationTicket(MemberClaims.OfSession(member.OrganizationId, member.Id, AuthSchemes.Session), session, AuthSchemes.Session));
    }

    /// <summary>What the address alone tells: the answer of another issuer, or one without a code.</summary>
    private Failure? WhyNotAsked()
    {
        // RFC 9207 §2.4: when the issuer names itself, it must be the one we asked; where it says that it always does, it must.
        var named = Request.Query["iss"].ToString();
        if (named.Length > 0 ? named != _issuer!.Metadata.Issuer : _issuer!.Metadata.NamesItself)
        {
            return SignInRefusals.IssuerNotBelieved;
        }

        // RFC 6749 §4.1.2.1.
        return Request.Query["error"].ToString() switch
        {
            "" => Options.StateDataFormat.Unprotect(Request.Query["state"]) is null ? SignInRefusals.StateLost : null,
            "access_denied" => SignInRefusals.Denied,
            _ => SignInRefusals.IssuerNotBelieved,
        };
    }

    private HandleRequestResult Refuse(Failure why, AuthenticationProperties? properties)
    {
        LogNotSignedIn(Logger, why.Code);
        Response.Redirect(Refusal(why, properties));
        return HandleRequestResult.Handle();
    }

    private string Refusal(Failure why, AuthenticationProperties? properties) => $"{OriginalPathBase}{SignInPaths.Refused(why.Code, properties?.RedirectUri)}";

    // Core §9: client_secret_post, or client_secret_basic where the issuer takes nothing else (RFC 6749 §2.3.1 wants both parts encoded first).
    private void Authenticate(HttpRequestMessage request, Dictionary<string, string> form, bool basic)
    {
        if (Options.HasSecret && basic)
        {
            var pair = $"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return;
        }

        form["client_id"] = Options.ClientId;
        if (Options.HasSecret)
        {
            form["client_secret"] = Options.ClientSecret;
        }
    }

    private Task<KnownIssuer> DiscoverAsync() => discovery.FindAsync(Backchannel, publicUrl.Resolve(Options.Authority), Context.RequestAborted);

    private bool IsIssuersFault(Exception e) =>
        e is IssuerRefusedException or HttpRequestException or JsonException || (e is TaskCanceledException && !Context.RequestAborted.IsCancellationRequested);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The issuer could not be asked or was not believed.")]
    private static partial void LogRefused(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in ended without a member: {Code}.")]
    private static partial void LogNotSignedIn(ILogger logger, string code);
}
