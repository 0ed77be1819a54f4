using System.Data.Common;
using App.Domain.Availability;
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
internal sealed record HostFacts(Guid MemberId, Guid OrganizationId, string Name, long BusyVersion, HostRules Rules, List<CalendarFacts> Calendars)
{
    private const string Columns = """
        SELECT m."Id", m."OrganizationId", m."Name", m."TimeZone", b."BusyVersion", r."Hours", r."BufferBeforeMinutes", r."BufferAfterMinutes", r."NoticeMinutes",
            n."Id", n."Provider", n."AccountName", n."Status", n."RetryAt", n."ErrorCode", n."CalendarsListedAt", c."Id", c."ExternalId", c."Name", c."BlockingKinds", c."TrueUpTo", c."GoneSince"
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
        var parameters = new List<(string, object)>(members.Count + 3) { ("disconnected", (int)ConnectionStatus.Disconnected), ("yes", true) };
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

    private static void Add(Dictionary<Guid, HostFacts> found, DbDataReader row)
    {
        var id = row.GetGuid(0);
        if (!found.TryGetValue(id, out var host))
        {
            found[id] = host = new HostFacts(id, row.GetGuid(1), row.GetString(2), row.IsDBNull(4) ? 0 : row.GetInt64(4), RulesOf(row), []);
        }

        var neverListed = !row.IsDBNull(9) && row.IsDBNull(15) && row.IsDBNull(16);
        if (neverListed || !row.IsDBNull(16))
        {
            host.Calendars.Add(CalendarOf(row, neverListed));
        }
    }

    private static HostRules RulesOf(DbDataReader row)
    {
        var zone = Clock.ZoneOrUtc(row.GetString(3));
        return row.IsDBNull(5)
            ? HostRules.Usual(zone)
            : new HostRules(zone, WorkingHours.Parse(row.GetString(5)), Duration.FromMinutes(row.GetInt32(6)), Duration.FromMinutes(row.GetInt32(7)), Duration.FromMinutes(row.GetInt32(8)));
    }

    private static CalendarFacts CalendarOf(DbDataReader row, bool neverListed) => new(
        neverListed ? null : row.GetGuid(16),
        neverListed ? "" : row.GetString(17),
        neverListed ? row.GetString(11) : row.GetString(18),
        neverListed ? EventKinds.Usual : (EventKinds)row.GetInt32(19),
        neverListed ? null : InstantAt(row, 20),
        !neverListed && !row.IsDBNull(21),
        row.GetGuid(9),
        row.GetString(10),
        row.GetString(11),
        (ConnectionStatus)row.GetInt32(12),
        !row.IsDBNull(14) && row.GetString(14) == "rate_limited" ? InstantAt(row, 13) : null);

    private static Instant? InstantAt(DbDataReader row, int column) => row.IsDBNull(column) ? null : InstantConverter.FromMicroseconds(row.GetInt64(column));
}
