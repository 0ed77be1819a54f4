using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>Going to the issuer, and leaving.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPaths.Start, StartAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(SignInPaths.Out, SignOutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    // A link and not a form: browsers apply our form-action policy to where a form's answer leads.
    private static async Task StartAsync(HttpContext context, IOptions<AuthOptions> auth, string? returnUrl, string? invitation, bool another = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (auth.Value.Issuer.Length == 0)
        {
            context.Response.Redirect(context.Request.PathBase + SignInPaths.Refused(SignInRefusals.NotSetUp.Code, returnUrl));
            return;
        }

        var properties = new AuthenticationProperties { RedirectUri = SignInPaths.Ours(returnUrl) is { Length: > 1 } path ? path : context.Request.PathBase + "/" };
        if (!string.IsNullOrEmpty(invitation) && invitation.Length <= 100)
        {
            properties.Items[OidcHandler.InvitationKey] = invitation;
        }

        if (another)
        {
            properties.SetParameter(OidcHandler.Prompt, OidcHandler.SelectAccount);
        }

        await context.ChallengeAsync(AuthSchemes.Issuer, properties);
    }

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (context.User.Identity is { IsAuthenticated: true })
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return TypedResults.BadRequest();
            }

            sessions.End(context.User);
            await context.SignOutAsync(AuthSchemes.Session);
        }

        return TypedResults.Redirect(context.Request.PathBase + SignInPaths.Page + "?signedOut=true");
    }
}
