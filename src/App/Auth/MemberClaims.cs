using System.Security.Claims;
using App.Domain;

namespace App.Auth;

/// <summary>What a session says about whom it belongs to: ids only. Name and role are reread from the database.</summary>
internal static class MemberClaims
{
    public const string Member = ClaimTypes.NameIdentifier;
    public const string Organization = "organization";
    public const string Session = "session";
    public const string Key = "key";
    public const string MayWrite = "may_write";

    public static ClaimsPrincipal OfSession(Guid organization, Guid member, string scheme) => new(new ClaimsIdentity(
        [new Claim(Member, member.ToString()), new Claim(Organization, organization.ToString()), new Claim(Session, Guid.CreateVersion7().ToString())], scheme));

    public static ClaimsPrincipal OfKey(Actor.Key key, string scheme) => new(new ClaimsIdentity(
        [new Claim(Member, key.OwnerId.ToString()), new Claim(Organization, key.OrganizationId.ToString()), new Claim(Key, key.KeyId.ToString()), new Claim(MayWrite, key.MayWrite ? "true" : "false")], scheme));
}

/// <summary>Who acts, as the use cases want it.</summary>
public static class Actors
{
    /// <summary>The actor behind a request or circuit; null while nobody is signed in.</summary>
    public static Actor? FindActor(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity is not { IsAuthenticated: true } || Id(principal, MemberClaims.Member) is not { } member || Id(principal, MemberClaims.Organization) is not { } organization)
        {
            return null;
        }

        return Id(principal, MemberClaims.Key) is { } key
            ? new Actor.Key(organization, member, key, principal.FindFirst(MemberClaims.MayWrite)?.Value == "true")
            : new Actor.Person(organization, member);
    }

    /// <summary>The actor of a request that had to be authenticated to get here.</summary>
    public static Actor GetActor(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.FindActor() ?? throw new InvalidOperationException("This endpoint can be reached without signing in.");
    }

    internal static Guid? SessionOf(this ClaimsPrincipal principal) => Id(principal, MemberClaims.Session);

    private static Guid? Id(ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirst(claim)?.Value, out var id) ? id : null;
}
