using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;

namespace App.Ui;

/// <summary>Finds who is looking: the member behind the session, as the database has her now.</summary>
public sealed class ViewerSource(AuthenticationStateProvider authentication, ReadMember members)
{
    public async Task<Viewer> GetAsync(CancellationToken cancellationToken)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        return principal.FindPageActor() is { } actor && (await members.RunAsync(actor, cancellationToken)).TryGet(out var member, out _)
            ? Of(member, actor)
            : Viewer.Nobody;
    }

    private static Viewer Of(CurrentMemberView member, Actor actor) => new(
        member.Name,
        member.Email ?? "",
        member.Organization.Name,
        member.Role.ToString(),
        member.Role >= Role.Admin,
        Clock.FindZone(member.TimeZone) ?? DateTimeZone.Utc,
        Viewer.CultureOf(Locales.Find(member.Locale) ?? "en-GB"))
    {
        Actor = actor,
    };
}
