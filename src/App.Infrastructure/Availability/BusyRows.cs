using System.Globalization;
using System.Text;
using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A calendar whose stored occurrences are wanted.</summary>
/// <param name="Host">Which of the hosts it makes busy.</param>
/// <param name="Source">Which of that host's sources it is.</param>
internal readonly record struct StoredCalendar(Guid Id, EventKinds Kinds, int Host, int Source);

/// <summary>
/// What hosts have on within a window, by one range scan over the covering indexes for all of them. Rows carry the number of their calendar or host instead of its id: reading ids as text is
/// what SQLite would take longest for.
/// </summary>
internal static class BusyRows
{
    /// <summary>Calendars in one statement; each is a parameter.</summary>
    private const int MostCalendars = 400;

    /// <param name="subjects">False: nobody asks which event, block or booking it is.</param>
    /// <param name="except">A booking whose claim does not count.</param>
    public static async Task ReadAsync(AppDbContext db, IReadOnlyList<StoredCalendar> calendars, IReadOnlyList<HostTime> hosts, Window window, bool subjects, Guid? except, CancellationToken cancellationToken)
    {
        var first = 0;
        do
        {
            var some = calendars.Skip(first).Take(MostCalendars).ToList();
            var (sql, parameters) = Statement(some, first == 0 ? hosts : [], window, subjects, except);
            await db.ReadRowsAsync(sql, parameters, row => Add(row, some, hosts, subjects), cancellationToken);
            first += MostCalendars;
        }
        while (first < calendars.Count);
    }

    private static (string Sql, List<(string, object)> Parameters) Statement(List<StoredCalendar> calendars, IReadOnlyList<HostTime> hosts, Window window, bool subjects, Guid? except)
    {
        var parameters = new List<(string, object)>(calendars.Count + hosts.Count + 4)
        {
            ("from", InstantConverter.ToMicroseconds(window.Start)),
            ("to", InstantConverter.ToMicroseconds(window.End)),
        };
        var sql = new StringBuilder("WITH ");
        if (calendars.Count > 0)
        {
            Number(sql, 'c', calendars.Select(c => c.Id), parameters);
            sql.Append(hosts.Count > 0 ? ", " : " ");
        }

        if (hosts.Count > 0)
        {
            Number(sql, 'h', hosts.Select(h => h.MemberId), parameters);
        }

        if (calendars.Count > 0)
        {
            sql.Append("SELECT 0, k.n, e.\"Start\", e.\"End\", e.\"Status\", e.\"Transparency\", e.\"Response\", e.\"Type\", e.\"StartDate\"").Append(subjects ? ", e.\"Id\"" : "")
                .Append(" FROM c k CROSS JOIN \"Events\" e WHERE e.\"CalendarId\" = k.id AND e.\"Start\" < @to AND e.\"End\" > @from");
            sql.Append(hosts.Count > 0 ? " UNION ALL " : "");
        }

        if (hosts.Count > 0)
        {
            parameters.Add(("yes", true));
            sql.Append("SELECT 1, k.n, s.\"Start\", s.\"End\", 0, 0, 0, 0, 0").Append(subjects ? ", s.\"BlockId\"" : "")
                .Append(" FROM h k CROSS JOIN \"BlockSpans\" s WHERE s.\"MemberId\" = k.id AND s.\"Start\" < @to AND s.\"End\" > @from UNION ALL ")
                .Append("SELECT 2, k.n, b.\"Start\", b.\"End\", 0, 0, 0, 0, 0").Append(subjects ? ", b.\"BookingId\"" : "")
                .Append(" FROM h k CROSS JOIN \"BookingHosts\" b WHERE b.\"MemberId\" = k.id AND b.\"Start\" < @to AND b.\"End\" > @from AND b.\"Claims\" = @yes");
            if (except is { } booking)
            {
                sql.Append(" AND b.\"BookingId\" <> @except");
                parameters.Add(("except", booking));
            }
        }

        return (sql.ToString(), parameters);
    }

    /// <summary>A table of numbers and ids, said in a way that all databases have.</summary>
    private static void Number(StringBuilder sql, char name, IEnumerable<Guid> ids, List<(string, object)> parameters)
    {
        sql.Append(name).Append("(n, id) AS (");
        var n = 0;
        foreach (var id in ids)
        {
            var number = n.ToString(CultureInfo.InvariantCulture);
            sql.Append(n == 0 ? "SELECT " : " UNION ALL SELECT ").Append(number).Append(", @").Append(name).Append(number);
            parameters.Add((name + number, id));
            n++;
        }

        sql.Append(") ");
    }

    private static void Add(RowReader row, List<StoredCalendar> calendars, IReadOnlyList<HostTime> hosts, bool subjects)
    {
        var (kind, number) = (row.Int(0), row.Int(1));
        var (start, end) = (InstantConverter.FromMicroseconds(row.Long(2)), InstantConverter.FromMicroseconds(row.Long(3)));
        var subject = subjects ? row.Id(9) : Guid.Empty;
        if (kind != 0)
        {
            hosts[number].Busy.Add(new BusySpan(start, end, kind == 1 ? ReasonKind.Block : ReasonKind.Booking, subject));
            return;
        }

        var calendar = calendars[number];
        if (BusyRule.Blocks(true, calendar.Kinds, (EventStatus)row.Int(4), (Transparency)row.Int(5), (Response)row.Int(6), (EventType)row.Int(7), !row.IsNull(8)))
        {
            hosts[calendar.Host].Busy.Add(new BusySpan(start, end, ReasonKind.Event, subject, calendar.Source));
        }
    }
}
