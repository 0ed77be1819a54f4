using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A calendar that blocks, as it stands.</summary>
/// <param name="Id">Null: the account's calendars were never listed.</param>
internal sealed record CalendarFacts(Guid? Id, string ExternalId, string Name, EventKinds Kinds, Instant? TrueUpTo, bool IsGone, Guid ConnectionId, string Provider, string AccountName, ConnectionStatus Status, Instant? WaitUntil);

/// <summary>Everything about a member that doesn't depend on the time asked for: where her busy time stands, her rules, her calendars.</summary>
/// <param name="HasOldEvents">There may be an event of hers that says nothing, wherever it is (<see cref="OwnEvents"/>).</param>
internal sealed record HostFacts(Guid MemberId, Guid OrganizationId, string Name, long BusyVersion, HostRules Rules, bool HasOldEvents, List<CalendarFacts> Calendars)
{
    // What follows the calendars says the same as OwnEvents.HostsWithOldCopy: asked for by itself it would be a third of an answer about one host.
    private const string Columns = """
        SELECT m."Id", m."OrganizationId", m."Name", m."TimeZone", b."BusyVersion", r."Hours", r."BufferBeforeMinutes", r."BufferAfterMinutes", r."NoticeMinutes",
            n."Id", n."Provider", n."AccountName", n."Status", n."RetryAt", n."ErrorCode", n."CalendarsListedAt", c."Id", c."ExternalId", c."Name", c."BlockingKinds", c."TrueUpTo", c."GoneSince",
            CASE WHEN EXISTS (
                SELECT 1 FROM "BookingHosts" h WHERE h."MemberId" = m."Id" AND h."End" > @now AND h."CalendarId" IS NOT NULL AND h."ExternalId" IS NOT NULL AND (
                    EXISTS (SELECT 1 FROM "BookingSteps" s WHERE s."BookingId" = h."BookingId" AND s."MemberId" = h."MemberId" AND s."Status" = @waiting)
                    OR EXISTS (SELECT 1 FROM "Calendars" o WHERE o."Id" = h."CalendarId" AND o."TrueUpTo" <= h."WrittenAt"))) THEN 1 ELSE 0 END
        FROM "Members" m
        LEFT JOIN "BusyStates" b ON b."MemberId" = m."Id"
        LEFT JOIN "AvailabilityRules" r ON r."Id" = m."Id"
        LEFT JOIN "Connections" n ON n."MemberId" = m."Id" AND n."Status" <> @disconnected
        LEFT JOIN "Calendars" c ON c."ConnectionId" = n."Id" AND c."Blocks" = @yes
        """;

    /// <summary>
    /// In the order asked for, without who is not there or was removed; one statement, so that the version is never newer than what is read beside it.
    /// </summary>
    public static async Task<IReadOnlyList<HostFacts>> ReadAsync(AppDbContext db, IReadOnlyList<Guid> members, CancellationToken cancellationToken)
    {
        var parameters = new List<(string, object)>(members.Count + 5)
        {
            ("disconnected", (int)ConnectionStatus.Disconnected), ("yes", true), ("now", InstantConverter.ToMicroseconds(db.Time.Now())), ("waiting", (int)StepStatus.Waiting),
        };
        var names = string.Join(", ", members.Select((_, i) => "@m" + i));
        parameters.AddRange(members.Select((id, i) => ("m" + i, (object)id)));
        var scope = "";
        if (db.Organization is { } organization)
        {
            scope = " AND m.\"OrganizationId\" = @organization";
            parameters.Add(("organization", organization));
        }

        var found = new Dictionary<Guid, HostFacts>(members.Count);
        await db.ReadRowsAsync($"{Columns} WHERE m.\"Id\" IN ({names}) AND m.\"RemovedAt\" IS NULL{scope}", parameters, row => Add(found, row), cancellationToken);
        return [.. members.Where(found.ContainsKey).Distinct().Select(id => found[id])];
    }

    private static void Add(Dictionary<Guid, HostFacts> found, RowReader row)
    {
        var id = row.Id(0);
        if (!found.TryGetValue(id, out var host))
        {
            found[id] = host = new HostFacts(id, row.Id(1), row.Text(2), row.IsNull(4) ? 0 : row.Long(4), RulesOf(row), row.Int(22) == 1, []);
        }

        var neverListed = !row.IsNull(9) && row.IsNull(15) && row.IsNull(16);
        if (neverListed || !row.IsNull(16))
        {
            host.Calendars.Add(CalendarOf(row, neverListed));
        }
    }

    private static HostRules RulesOf(RowReader row)
    {
        var zone = Clock.ZoneOrUtc(row.Text(3));
        return row.IsNull(5)
            ? HostRules.Usual(zone)
            : new HostRules(zone, WorkingHours.Parse(row.Text(5)), Duration.FromMinutes(row.Int(6)), Duration.FromMinutes(row.Int(7)), Duration.FromMinutes(row.Int(8)));
    }

    private static CalendarFacts CalendarOf(RowReader row, bool neverListed) => new(
        neverListed ? null : row.Id(16),
        neverListed ? "" : row.Text(17),
        neverListed ? row.Text(11) : row.Text(18),
        neverListed ? EventKinds.Usual : (EventKinds)row.Int(19),
        neverListed ? null : InstantAt(row, 20),
        !neverListed && !row.IsNull(21),
        row.Id(9),
        row.Text(10),
        row.Text(11),
        (ConnectionStatus)row.Int(12),
        !row.IsNull(14) && row.Text(14) == "rate_limited" ? InstantAt(row, 13) : null);

    private static Instant? InstantAt(RowReader row, int column) => row.IsNull(column) ? null : InstantConverter.FromMicroseconds(row.Long(column));
}
