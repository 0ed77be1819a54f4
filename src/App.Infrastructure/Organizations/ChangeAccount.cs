using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;

namespace App.Infrastructure.Organizations;

/// <summary>What a member changes about herself; null leaves it.</summary>
public sealed record AccountChange(string? Name = null, string? TimeZone = null, string? Locale = null);

/// <summary>Changes the member's own name, time zone and locale.</summary>
public sealed class ChangeAccount(AppDatabase database, IEnumerable<ITimeZoneChanged> zoneChanged)
{
    public async Task<Result<Done>> RunAsync(Actor actor, AccountChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (Check(change).Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (member.Version != (expectedVersion ?? member.Version))
        {
            return new Failure.Stale();
        }

        var formerZone = member.TimeZone;
        var text = Apply(member, change);
        db.Log(actor.OrganizationId, "member.account_changed", text, member.Name, new ActivitySubject(member.Id));
        if (!(await db.TrySaveAsync(cancellationToken)).TryGet(out _, out var stale))
        {
            return stale;
        }

        if (member.TimeZone != formerZone)
        {
            foreach (var follower in zoneChanged)
            {
                await follower.ChangedAsync(db, member, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    private static FieldErrors Check(AccountChange change)
    {
        var errors = new FieldErrors();
        if (change.Name is not null)
        {
            errors.Text("name", change.Name, SignInMember.MemberNameLength);
        }

        if (change.TimeZone is not null && Clock.FindZone(change.TimeZone) is null)
        {
            errors.Add("timeZone", "Choose a time zone, such as Europe/Berlin.");
        }

        if (change.Locale is not null && Locales.Find(change.Locale) is null)
        {
            errors.Add("locale", "Choose a language and country, such as en-GB.");
        }

        return errors;
    }

    private static string Apply(Member member, AccountChange change)
    {
        var said = new List<string>();
        if (change.Name?.Trim() is { } name && name != member.Name)
        {
            said.Add($"{member.Name} is now called {name}.");
            member.Name = name;
        }

        if (change.TimeZone is { } zone)
        {
            said.Add(zone == member.TimeZone ? $"{member.Name} chose the time zone {zone}." : $"{member.Name} moved from {member.TimeZone} to {zone}.");
            (member.TimeZone, member.TimeZoneChosen) = (zone, true);
        }

        if (Locales.Find(change.Locale) is { } locale && locale != member.Locale)
        {
            said.Add($"{member.Name} sees dates as in {locale}.");
            member.Locale = locale;
        }

        return said.Count == 0 ? $"{member.Name} saved the account unchanged." : string.Join(' ', said);
    }
}
