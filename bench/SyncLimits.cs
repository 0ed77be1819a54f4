using System.Security.Cryptography;
using System.Text;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bench;

/// <summary>
/// What a full sync can't be faster than: (a) fetching and parsing the pages, (b) inserting the same rows by one prepared command, a transaction per page.
/// </summary>
internal sealed class SyncLimits(Hub hub, Calendar calendar)
{
    public async Task<List<EventPage>> FetchAsync(CancellationToken cancellation)
    {
        var reader = hub.Services.GetRequiredKeyedService<ICalendarReader>("google-calendar");
        var window = Window.Around(TimeProvider.System.Now());
        var pages = new List<EventPage>();
        string? next = null;
        do
        {
            var request = new EventPageRequest(calendar.ExternalId, window, DateTimeZone.Utc, SyncToken: null, next);
            var page = (await hub.Get<Grants>().UseAsync(hub.ConnectionId, (grant, ct) => reader.ReadEventsAsync(grant, request, ct), cancellation)).Value;
            pages.Add(page);
            next = page.NextPageToken;
        }
        while (next is not null);
        return pages;
    }

    public void Insert(IEnumerable<EventPage> pages)
    {
        using var connection = new SqliteConnection(DatabaseSetup.SqliteFile(hub.DatabaseFile));
        connection.Open();
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
            pragma.ExecuteNonQuery();
        }

        foreach (var page in pages)
        {
            using var transaction = connection.BeginTransaction();
            InsertPage(connection, transaction, page.Events);
            transaction.Commit();
        }
    }

    private void InsertPage(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<EventRecord> events)
    {
        (string Name, Func<EventRecord, object?> Value)[] columns =
        [
            ("Id", _ => Guid.CreateVersion7()), ("OrganizationId", _ => calendar.OrganizationId), ("CalendarId", _ => calendar.Id),
            ("ExternalKey", e => SHA256.HashData(Encoding.UTF8.GetBytes(e.ExternalId))[..16]), ("ExternalId", e => e.ExternalId), ("SeriesId", e => e.SeriesId),
            ("ICalUid", e => e.ICalUid), ("ETag", e => e.ETag), ("Title", e => e.Title), ("Description", e => e.Description), ("Location", e => e.Location),
            ("Link", e => e.Link), ("MeetingUrl", e => e.MeetingUrl), ("Start", e => InstantConverter.ToMicroseconds(e.Start)),
            ("End", e => InstantConverter.ToMicroseconds(e.End)), ("StartDate", _ => null), ("EndDate", _ => null), ("TimeZone", e => e.TimeZone),
            ("Status", e => (int)e.Status), ("Transparency", e => (int)e.Transparency), ("Response", e => (int)e.Response), ("Type", e => (int)e.Type),
            ("Organizer", e => e.Organizer), ("Attendees", e => e.Attendees), ("Generation", _ => 1L),
        ];
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"Events\" ({string.Join(',', columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(',', columns.Select(c => $"@{c.Name}"))})";
        var parameters = columns.Select(c => command.Parameters.AddWithValue($"@{c.Name}", DBNull.Value)).ToArray();
        command.Prepare();
        foreach (var record in events)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = columns[i].Value(record) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }
}
