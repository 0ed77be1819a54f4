using System.Globalization;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Bookings;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Bookings;

/// <summary>
/// Who books, and whom: read by one statement together with the cells that are taken, for most who come too late learn it here. A busy slot is asked for far
/// more often than it is booked.
/// </summary>
internal sealed record Booker(HostName Self, IReadOnlyList<HostName> Hosts)
{
    public static async Task<Result<Booker>> ReadAsync(AppDbContext db, Actor actor, IReadOnlyList<Guid> hosts, Window time, CancellationToken cancellationToken)
    {
        // A key may have been revoked; a person's session is what it is.
        if (actor is not Actor.Person && (await db.MayWriteAsync(actor, Role.Member, cancellationToken)).Failure is { } refused)
        {
            return refused;
        }

        var (first, after) = TimeGrid.CellsOf(time);
        List<Guid> people = [.. hosts.Append(actor.MemberId!.Value).Distinct()];
        var parameters = new List<(string, object)>(people.Count + 3) { ("org", actor.OrganizationId), ("first", first), ("after", after) };
        parameters.AddRange(people.Select((id, n) => (Name(n), (object)id)));
        var found = new List<Found>(people.Count);
        await db.ReadRowsAsync(
            $"""
            SELECT m."Id", m."Name", CASE WHEN EXISTS (SELECT 1 FROM "BookingCells" c WHERE c."HostId" = m."Id" AND c."Cell" >= @first AND c."Cell" < @after) THEN 1 ELSE 0 END
            FROM "Members" m WHERE m."OrganizationId" = @org AND m."RemovedAt" IS NULL AND m."Id" IN ({string.Join(", ", people.Select((_, n) => $"@{Name(n)}"))})
            """,
            parameters,
            row => found.Add(new Found(new HostName(row.Id(0), row.Text(1)), row.Int(2) == 1)),
            cancellationToken);
        return found.Find(f => f.Who.Id == actor.MemberId) is { } self 
            ? Judge(self.Who, [.. found.Where(f => hosts.Contains(f.Who.Id))], hosts.Count)
            : new Failure.NotFound("It");
    }

    private static Result<Booker> Judge(HostName self, List<Found> hosts, int wanted)
    {
        if (hosts.Count != wanted)
        {
            return new Failure.Invalid("hosts", wanted == 1 ? "The member was not found." : "One of the members was not found.");
        }

        return hosts.Exists(h => h.IsTaken)
            ? new Failure.Conflict(ClaimTime.Taken, string.Join(' ', hosts.Where(h => h.IsTaken).Select(h => HostRefusals.Taken(h.Who, isYou: h.Who == self))))
            : new Booker(self, [.. hosts.Select(h => h.Who).OrderBy(h => h.Id)]);
    }

    private static string Name(int number) => "m" + number.ToString(CultureInfo.InvariantCulture);

    private sealed record Found(HostName Who, bool IsTaken);
}
