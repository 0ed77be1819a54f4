namespace App.Infrastructure.Connections;

/// <summary>What can go wrong while connecting, as codes for programs and words for people.</summary>
public static class ConnectProblem
{
    public const string StateMissing = "state_missing";
    public const string StateUnknown = "state_unknown";
    public const string StateSpent = "state_spent";
    public const string StateExpired = "state_expired";
    public const string StateOtherMember = "state_other_member";
    public const string AccessDenied = "access_denied";
    public const string CodeRefused = "code_refused";
    public const string ProviderDown = "provider_down";
    public const string InvalidClient = "invalid_client";
    public const string NeedsSetup = "needs_setup";
    public const string NoRefreshToken = "no_refresh_token";
    public const string AccountUnknown = "account_unknown";
    public const string Cancelled = "cancelled";

    /// <summary>A title and a sentence for a code; <paramref name="vendor"/> such as "Google".</summary>
    public static (string Title, string Sentence) Say(string code, string vendor) => code switch
    {
        StateMissing or StateUnknown => ("This answer belongs to no request of ours", "The address was opened by itself, or is damaged. Nothing was connected. Begin again from here."),
        StateSpent => ("This answer was already used", "Going back or reloading sends it a second time. What the first time did stands."),
        StateExpired => ("This took longer than ten minutes", "For your safety a request ends then. Nothing was connected. Begin again from here."),
        StateOtherMember => ("Someone else began this", "It was begun by another member, or before you signed in as yourself. Nothing was connected."),
        AccessDenied => ("You said no at " + vendor, "Nothing was connected, and nothing was read. You can begin again whenever you like."),
        CodeRefused => (vendor + " did not accept the answer", "It may have been used before, or taken too long on the way. Nothing was connected. Trying again mostly helps."),
        ProviderDown => (vendor + " can't be reached", "Nothing was connected. Try again in a few minutes."),
        InvalidClient => (vendor + " does not accept this server", "Its client id or secret is wrong. An administrator can mend it under Settings, Providers."),
        NeedsSetup => (vendor + " is not set up yet", "An administrator has to enter a client id and secret first, under Settings, Providers."),
        NoRefreshToken => (vendor + " gave access for one hour only", "Without lasting access nothing can be kept in step, so nothing was connected. Remove this product under your account's third-party access at " + vendor + ", then begin again."),
        AccountUnknown => (vendor + " did not say whose account this is", "Without that, two accounts could be mixed up, so nothing was connected. Begin again and leave the address ticked."),
        Cancelled => ("Nothing was changed", "The other account was not connected."),
        _ => ("Connecting did not work", "Nothing was connected. Begin again from here."),
    };
}
