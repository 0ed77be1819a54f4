using System.Collections.Concurrent;
using System.Security.Claims;
using App.Domain;
using App.Infrastructure.Organizations;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>
/// Whether a session still belongs to a member. Asked with every request and by every circuit; the database is asked at most once a
/// minute per session, so that whoever was removed is out within that minute.
/// </summary>
internal sealed class Sessions(ReadMember members, LastUses uses, IOptions<AuthOptions> auth, TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int ForgetAt = 10_000;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _alive = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _ended = new();

    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindActor() is not Actor.Person person || principal.SessionOf() is not { } session || _ended.ContainsKey(session))
        {
            return false;
        }

        var now = time.GetUtcNow();
        if (_alive.TryGetValue(session, out var last) && now - last < Every)
        {
            return true;
        }

        if (!(await members.RunAsync(person, cancellationToken)).IsOk)
        {
            return false;
        }

        Forget(_alive, Every, now);
        _alive[session] = now;
        uses.Note(new Use(UseOf.Member, person.Id));
        return true;
    }

    /// <summary>Signing out also ends what other windows have open, and copies of the cookie.</summary>
    public void End(ClaimsPrincipal principal)
    {
        if (principal.SessionOf() is { } session)
        {
            var now = time.GetUtcNow();
            Forget(_ended, TimeSpan.FromHours(auth.Value.SessionHours), now);
            _ended[session] = now;
        }
    }

    private static void Forget(ConcurrentDictionary<Guid, DateTimeOffset> moments, TimeSpan age, DateTimeOffset now)
    {
        if (moments.Count < ForgetAt)
        {
            return;
        }

        foreach (var (session, at) in moments.Where(m => now - m.Value >= age))
        {
            moments.TryRemove(session, out _);
        }
    }
}
