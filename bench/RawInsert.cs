using App.Domain.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace Bench;

/// <summary>The least a row costs: one prepared INSERT, executed per row inside one transaction, every column bound.</summary>
internal static class RawInsert
{
    private static readonly string[] Columns =
    [
        "Id", "OrganizationId", "CalendarId", "ExternalKey", "ExternalId", "SeriesId", "ICalUid", "ETag", "Title", "Description", "Location", "Link", "MeetingUrl",
        "Start", "End", "StartDate", "EndDate", "TimeZone", "Status", "Transparency", "Response", "Type", "Organizer", "Attendees", "Generation",
    ];

    public static async Task RunAsync(AppDbContext db, Calendar calendar, IReadOnlyList<EventRecord> events)
    {
        await using var write = await db.BeginWriteAsync(default);
        await using var command = write.Command($"INSERT INTO \"Events\" ({string.Join(", ", Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", Columns.Select(c => $"@{c}"))})");
        var parameters = Columns.Select(c =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = c;
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        await command.PrepareAsync();
        foreach (var row in events.Select(e => Values(calendar, e)))
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        await write.CommitAsync(default);
    }

    private static object?[] Values(Calendar calendar, EventRecord e)
    {
        var id = Guid.CreateVersion7();
        return
        [
            id, calendar.OrganizationId, calendar.Id, id.ToByteArray(), e.ExternalId, e.SeriesId, e.ICalUid, e.ETag, e.Title, e.Description, e.Location, e.Link, e.MeetingUrl,
            InstantConverter.ToMicroseconds(e.Start), InstantConverter.ToMicroseconds(e.End), e.StartDate is { } s ? LocalDateConverter.ToNumber(s) : null, e.EndDate is { } t ? LocalDateConverter.ToNumber(t) : null,
            e.TimeZone, (int)e.Status, (int)e.Transparency, (int)e.Response, (int)e.Type, e.Organizer, e.Attendees, 1L,
        ];
    }
}
