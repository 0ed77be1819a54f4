using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using App.Domain.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars;

/// <summary>What a page changed.</summary>
internal readonly record struct PageCounts(int Added, int Changed, int Deleted);

/// <summary>
/// Writes a page of occurrences by one prepared command: 10,000 rows through change tracking take over a second, so they take a tenth.
/// Knows which rows the calendar has, read once per pass and only when something came.
/// </summary>
internal sealed class EventRows(AppDbContext db, Calendar calendar)
{
    private static readonly string[] Columns =
    [
        "Id", "OrganizationId", "CalendarId", CalendarEventMapping.ExternalKey, "ExternalId", "SeriesId", "ICalUid", "ETag", "Title", "Description", "Location", "Link", "MeetingUrl",
        "Start", "End", "StartDate", "EndDate", "TimeZone", "Status", "Transparency", "Response", "Type", "Organizer", "Attendees", "Generation",
    ];

    private Dictionary<Guid, Known>? _known;

    /// <summary>The first 16 bytes of the SHA-256 of a vendor's id.</summary>
    public static Guid KeyOf(string externalId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(externalId), hash);
        return new Guid(hash[..16]);
    }

    public async Task<PageCounts> ApplyAsync(Write write, EventPage page, long generation, CancellationToken cancellationToken)
    {
        await KeepAsync(page.SetAsideIds, generation, cancellationToken);
        if (page.Events.Count + page.Deleted.Count == 0)
        {
            return default;
        }

        _known ??= await ReadKnownAsync(cancellationToken);
        var (added, changed) = await UpsertAsync(write, page.Events, generation, cancellationToken);
        return new PageCounts(added, changed, await DeleteAsync(write, page.Deleted, cancellationToken));
    }

    /// <summary>Deletes what a completed full pass did not see.</summary>
    public Task<int> SweepAsync(long generation, CancellationToken cancellationToken) =>
        db.Events.Where(e => e.CalendarId == calendar.Id && e.Generation < generation).ExecuteDeleteAsync(cancellationToken);

    /// <summary>What could not be understood exists all the same: what is known of it survives the sweep.</summary>
    private async Task KeepAsync(IReadOnlyList<string> setAside, long generation, CancellationToken cancellationToken)
    {
        foreach (var id in setAside)
        {
            await db.Events.Where(e => e.CalendarId == calendar.Id && e.ExternalId == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Generation, generation), cancellationToken);
        }
    }

    private async Task<Dictionary<Guid, Known>> ReadKnownAsync(CancellationToken cancellationToken)
    {
        var rows = await db.Events.Where(e => e.CalendarId == calendar.Id).Select(e => new { Key = EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey), e.ETag, e.SeriesId }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => new Guid(r.Key), r => new Known(r.ETag, r.SeriesId));
    }

    private async Task<(int Added, int Changed)> UpsertAsync(Write write, IReadOnlyList<EventRecord> events, long generation, CancellationToken cancellationToken)
    {
        await using var command = write.Command(db.Dialect.Upsert("Events", Columns, ["CalendarId", CalendarEventMapping.ExternalKey], ["Id", "OrganizationId"]));
        var bind = new Binder(command, Columns);
        await command.PrepareAsync(cancellationToken);
        bind["OrganizationId"] = calendar.OrganizationId;
        bind["CalendarId"] = calendar.Id;
        bind["Generation"] = generation;
        var (added, changed) = (0, 0);
        foreach (var record in events)
        {
            var key = KeyOf(record.ExternalId);
            Bind(bind, record, key);
            await command.ExecuteNonQueryAsync(cancellationToken);
            if (!_known!.TryGetValue(key, out var known))
            {
                added++;
            }
            else if (known.ETag is null || known.ETag != record.ETag)
            {
                changed++;
            }

            _known[key] = new Known(record.ETag, record.SeriesId);
        }

        return (added, changed);
    }

    private void Bind(Binder bind, EventRecord record, Guid key)
    {
        bind["Id"] = Guid.CreateVersion7(db.Time.GetUtcNow());
        bind[CalendarEventMapping.ExternalKey] = key.ToByteArray();
        bind["ExternalId"] = record.ExternalId;
        bind["SeriesId"] = record.SeriesId;
        bind["ICalUid"] = record.ICalUid;
        bind["ETag"] = record.ETag;
        bind["Title"] = record.Title;
        bind["Description"] = record.Description;
        bind["Location"] = record.Location;
        bind["Link"] = record.Link;
        bind["MeetingUrl"] = record.MeetingUrl;
        bind["Start"] = InstantConverter.ToMicroseconds(record.Start);
        bind["End"] = InstantConverter.ToMicroseconds(record.End);
        bind["StartDate"] = record.StartDate is { } first ? LocalDateConverter.ToNumber(first) : null;
        bind["EndDate"] = record.EndDate is { } after ? LocalDateConverter.ToNumber(after) : null;
        bind["TimeZone"] = record.TimeZone;
        bind["Status"] = (int)record.Status;
        bind["Transparency"] = (int)record.Transparency;
        bind["Response"] = (int)record.Response;
        bind["Type"] = (int)record.Type;
        bind["Organizer"] = record.Organizer;
        bind["Attendees"] = record.Attendees;
    }

    private async Task<int> DeleteAsync(Write write, IReadOnlyList<string> deleted, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var id in deleted)
        {
            var key = KeyOf(id);
            if (_known!.Remove(key))
            {
                count += await write.ExecuteAsync("DELETE FROM \"Events\" WHERE \"CalendarId\" = @c AND \"ExternalKey\" = @k", [("c", calendar.Id), ("k", key.ToByteArray())], cancellationToken);
            }
            else if (_known.Values.Any(k => k.SeriesId == id))
            {
                count += await write.ExecuteAsync("DELETE FROM \"Events\" WHERE \"CalendarId\" = @c AND \"SeriesId\" = @s", [("c", calendar.Id), ("s", id)], cancellationToken);
                foreach (var member in _known.Where(k => k.Value.SeriesId == id).Select(k => k.Key).ToList())
                {
                    _known.Remove(member);
                }
            }
        }

        return count;
    }

    private readonly record struct Known(string? ETag, string? SeriesId);

    /// <summary>Parameters by name, typed by their first value: a null alone would leave the type open on PostgreSQL.</summary>
    private sealed class Binder
    {
        private readonly Dictionary<string, DbParameter> _parameters = new(StringComparer.Ordinal);

        public Binder(DbCommand command, IEnumerable<string> names)
        {
            foreach (var name in names)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + name; // without the sign SQLite's driver tries every sign, for every row: 39 % of a sync
                parameter.DbType = TypeOf(name);
                if (parameter.DbType is System.Data.DbType.String or System.Data.DbType.Binary)
                {
                    parameter.Size = -1; // any length; SQL Server prepares nothing whose size is open
                }

                command.Parameters.Add(parameter);
                _parameters[name] = parameter;
            }
        }

        public object? this[string name]
        {
            set => _parameters[name].Value = value ?? DBNull.Value;
        }

        private static System.Data.DbType TypeOf(string name) => name switch
        {
            "Id" or "OrganizationId" or "CalendarId" => System.Data.DbType.Guid,
            CalendarEventMapping.ExternalKey => System.Data.DbType.Binary,
            "Start" or "End" or "Generation" => System.Data.DbType.Int64,
            "StartDate" or "EndDate" or "Status" or "Transparency" or "Response" or "Type" => System.Data.DbType.Int32,
            _ => System.Data.DbType.String,
        };
    }
}
