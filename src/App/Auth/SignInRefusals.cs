using App.Domain;
using App.Infrastructure.Organizations;

namespace App.Auth;

/// <summary>Why a sign-in ended without a member, in words for the refusal page. Its address carries the code only, so that no address can put words in our mouth.</summary>
internal static class SignInRefusals
{
    public static readonly Failure NotSetUp = new Failure.Rejected("not_set_up", "Sign-in is not set up on this server. Its operator has to name an OpenID Connect provider (Auth:Issuer).");

    public static readonly Failure IssuerDown = new Failure.Unavailable("Your sign-in service does not answer. Nothing is wrong with your account; try again in a moment.");

    public static readonly Failure IssuerNotBelieved = new Failure.Rejected("issuer_not_believed", "Your sign-in service gave an answer we can't accept. Try again; if it stays so, tell your administrator.");

    public static readonly Failure StateLost = new Failure.Rejected("state_lost", "This sign-in was started in another window, or too long ago. Start it again here.");

    public static readonly Failure Denied = new Failure.Rejected("denied", "The sign-in was cancelled at your sign-in service.");

    private static readonly Dictionary<string, Failure> ByCode =
        ((Failure[])[NotSetUp, IssuerDown, IssuerNotBelieved, StateLost, Denied, .. Refusals.All]).ToDictionary(f => f.Code, StringComparer.Ordinal);

    /// <summary>The refusal of a code; for one we don't know, the words of a lost sign-in.</summary>
    public static Failure Find(string? code) => ByCode.GetValueOrDefault(code ?? "", StateLost);
}
