using App.Auth;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Organizations;
using NodaTime;

namespace App.Ui;

/// <summary>Finds who is looking: the member behind the session, as the database has her now.</summary>
public sealed class ViewerSource(CurrentMember current)
{
    public async Task<Viewer> GetAsync(CancellationToken cancellationToken) =>
        await current.FindAsync(cancellationToken) is { } member
            ? Of(member) with { Actor = await current.FindActorAsync() }
            : Viewer.Nobody;

    private static Viewer Of(CurrentMemberView member) => new(
        member.Name,
        member.Email ?? "",
        member.Organization.Name,
        member.Role.ToString(),
        member.Role >= Role.Admin,
        Clock.ZoneOrUtc(member.TimeZone),
        Locales.CultureOf(Locales.Find(member.Locale) ?? "en-GB"));
}
