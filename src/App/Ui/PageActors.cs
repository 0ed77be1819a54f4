using System.Security.Claims;
using App.Domain;

namespace App.Ui;

/// <summary>Who acts from a page.</summary>
internal static class PageActors
{
    public static Actor.Person? FindPageActor(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst("organization")?.Value, out var organization) && Guid.TryParse(principal.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var member)
            ? new Actor.Person(organization, member)
            : null;

    public static Actor.Person PageActor(this ClaimsPrincipal principal) => principal.FindPageActor() ?? throw new InvalidOperationException("This endpoint is for members.");
}
