namespace App.Domain.Connections;

/// <summary>What kind of service a provider is; also the segment of its wizard's address.</summary>
public enum Category
{
    Calendar,
    Video,
    Profiles,
    Recruiting,
    People,
    Signatures,
    Messages,
    Files,
    Code,
}

/// <summary>How an account is connected.</summary>
public enum AuthKind
{
    OAuth,
    ClientCredentials,
    Password,
    ApiKey,
    Url,

    /// <summary>Nothing is asked there: it sends to an address of ours, signed with a secret that we make.</summary>
    Secret,
}

/// <summary>Everything the product says and asks about a provider, as data.</summary>
public sealed record ProviderManifest
{
    /// <summary>Stable key, such as <c>google-calendar</c>: in addresses, configuration and the API.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Who runs it, as the wizard says it: "Continue to Google".</summary>
    public required string Vendor { get; init; }

    public required Category Category { get; init; }

    public required AuthKind Auth { get; init; }

    /// <summary>Two letters on the tile, in place of the vendor's mark.</summary>
    public required string Monogram { get; init; }

    /// <summary>Hue of the tile, 0 to 360.</summary>
    public required int Hue { get; init; }

    /// <summary>One sentence: what it does for a member.</summary>
    public required string Summary { get; init; }

    /// <summary>What connecting it brings, a line each.</summary>
    public IReadOnlyList<string> Benefits { get; init; } = [];

    public IReadOnlyList<ScopeRequest> Scopes { get; init; } = [];

    /// <summary>False: at the vendor all of <see cref="Scopes"/> is allowed or nothing.</summary>
    public bool CanUntick { get; init; } = true;

    /// <summary>What a member types to connect it, in order; none where she consents at the vendor.</summary>
    public IReadOnlyList<AccountField> Fields { get; init; } = [];

    /// <summary>How she comes by what she has to type, step by step.</summary>
    public IReadOnlyList<string> Guide { get; init; } = [];

    /// <summary>Null for a provider that is announced and not built.</summary>
    public ProviderEndpoints? Endpoints { get; init; }

    /// <summary>
    /// What stands for <c>{tenant}</c> in the addresses unless <c>Providers:&lt;key&gt;:Tenant</c> says otherwise; null where the vendor's addresses name no tenant.
    /// </summary>
    public string? DefaultTenant { get; init; }

    /// <summary>Sent with every request to the API, so that none can lack them.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Added to the authorization request, as the vendor demands.</summary>
    public IReadOnlyDictionary<string, string> AuthorizeParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>True: client id and secret travel by HTTP Basic at the token endpoint; false: in the form.</summary>
    public bool BasicClientAuthentication { get; init; }

    /// <summary>A grant unused for so long is ended by the vendor; it is touched daily in time. Null: never.</summary>
    public int? IdleGrantDays { get; init; }

    public ProviderLimits Limits { get; init; } = new();

    /// <summary>Where an administrator registers this product at the vendor.</summary>
    public string? ConsoleUrl { get; init; }

    public string? DocsUrl { get; init; }

    /// <summary>Question and answer pairs of the wizard's and the settings page's troubleshooting.</summary>
    public IReadOnlyList<Tip> Tips { get; init; } = [];

    /// <summary>Sentence on what stays private.</summary>
    public string Privacy { get; init; } = "";

    /// <summary>True: members type what opens an account; false: they consent at the vendor.</summary>
    public bool IsTyped => Auth is AuthKind.Password or AuthKind.Url;

    /// <summary>True: it sends to us and is never asked; an administrator opens it.</summary>
    public bool IsHeard => Auth is AuthKind.Secret;

    /// <summary>False: announced, and offered nowhere.</summary>
    public bool IsBuilt => Endpoints is not null;

    /// <summary>The vendor ends access when asked (RFC 7009); false: only the account's owner can, there.</summary>
    public bool EndsAccess => Endpoints?.RevokeUrl is not null;
}

/// <summary>One permission asked of the vendor, and why.</summary>
/// <param name="Scope">As sent to the vendor.</param>
/// <param name="Title">What it allows, in our words.</param>
/// <param name="Reason">Why it is asked.</param>
/// <param name="VendorWording">How the vendor's consent page calls it.</param>
/// <param name="Icon">Material symbol.</param>
/// <param name="Without">What will not work when the member unticks it.</param>
/// <param name="Required">False: the rest works without it.</param>
/// <param name="AlsoGrantedAs">Another name under which the vendor may list it as granted.</param>
public sealed record ScopeRequest(string Scope, string Title, string Reason, string VendorWording, string Icon, string Without, bool Required, string? AlsoGrantedAs = null)
{
    /// <summary>True: the vendor never lists it as granted; what comes of it says so (a refresh token of <c>offline_access</c>).</summary>
    public bool Unlisted { get; init; }

    public bool IsIn(IReadOnlySet<string> granted)
    {
        ArgumentNullException.ThrowIfNull(granted);
        return Unlisted || granted.Contains(Scope) || (AlsoGrantedAs is not null && granted.Contains(AlsoGrantedAs));
    }
}

/// <summary>The vendor's addresses; each can be overridden by <c>Providers:&lt;key&gt;:&lt;name&gt;</c>, and <c>{tenant}</c> in them is filled in.</summary>
public sealed record ProviderEndpoints(string AuthorizeUrl, string TokenUrl, string? RevokeUrl, string ApiUrl, string? UserInfoUrl = null)
{
    /// <summary>Of a provider without consent: its one address; empty where each member types hers.</summary>
    public static ProviderEndpoints Only(string apiUrl) => new("", "", null, apiUrl);
}

/// <summary>What a field of an account holds; also its name in the API.</summary>
public enum AccountFieldKind
{
    Url,
    UserName,
    Password,
}

/// <summary>One thing a member types to connect an account.</summary>
/// <param name="Hint">What it must be, and an example.</param>
public sealed record AccountField(AccountFieldKind Kind, string Label, string Hint);

/// <summary>How hard a vendor may be asked.</summary>
/// <param name="PerConnection">Requests of one connection under way at once.</param>
/// <param name="PerProvider">Requests to the vendor under way at once, over all connections of this process.</param>
public sealed record ProviderLimits(int PerConnection = 4, int PerProvider = 32);

/// <summary>A question people have and its answer.</summary>
public sealed record Tip(string Question, string Answer);
