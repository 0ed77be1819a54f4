using App.Domain.Organizations;

namespace App.Infrastructure.Organizations;

/// <summary>How organizations arise.</summary>
public enum SignUp
{
    /// <summary>The first to sign in founds one and is its Owner; nobody after her does.</summary>
    First,

    /// <summary>Whoever has neither an invitation nor an organization's e-mail domain founds her own.</summary>
    Open,

    /// <summary>By signing in, none; the ones that are there can still invite.</summary>
    Closed,
}

/// <summary>Section <c>Auth</c>: who may come in.</summary>
public sealed class SignUpOptions
{
    public const string Section = "Auth";

    /// <summary><c>first</c>, <c>open</c> or <c>closed</c>. Others join by invitation or by an organization's verified e-mail domain.</summary>
    public SignUp SignUp { get; set; } = SignUp.First;

    /// <summary>Organizations made at start, with an invitation for each of their members. Read in Development only.</summary>
    public IList<SeededOrganization> Organizations { get; } = [];
}

/// <summary>An organization that configuration asks for.</summary>
public sealed class SeededOrganization
{
    public string Name { get; set; } = "";

    public IList<SeededMember> Members { get; } = [];
}

/// <summary>Somebody configuration invites.</summary>
public sealed class SeededMember
{
    public string Email { get; set; } = "";

    public Role Role { get; set; }
}
