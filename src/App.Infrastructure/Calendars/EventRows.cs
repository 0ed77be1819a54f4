using System.Security.Cryptography;
using System.Text;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>What a page changed.</summary>
internal readonly record struct PageCounts(int Added, int Changed, int Deleted);

/// <summary>
/// Writes a page of occurrences by one prepared command: 10,000 rows through change tracking take over a second, so they take a tenth.
/// Knows which rows the calendar has, read once per pass and only when something came.
/// </summary>
internal sealed class EventRows(AppDbContext db, Calendar calendar)
{
    private static readonly Column[] Columns =
    [
        Id("Id"), Id("OrganizationId"), Id("CalendarId"), new(CalendarEventMapping.ExternalKey, ColumnKind.Bytes), Text("ExternalId"), Text("SeriesId"), Flag("IsOwnSeries"), Text("ICalUid"), Text("ETag"),
        Text("Title"), Text("Description"), Text("Location"), Text("Link"), Text("MeetingUrl"), Number("Start"), Number("End"), Number("StartDate"), Number("EndDate"), Text("TimeZone"),
        Number("Status"), Number("Transparency"), Number("Response"), Number("Type"), Text("Organizer"), Text("Attendees"), Number("Generation"),
    ];

    private Dictionary<Guid, Known>? _known;
    private Window? _touched;

    /// <summary>The first 16 bytes of the SHA-256 of a vendor's id.</summary>
    public static Guid KeyOf(string externalId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(externalId), hash);
        return new Guid(hash[..16]);
    }

    /// <summary>Where something changed since it was last taken; null: nowhere.</summary>
    public Window? TakeTouched()
    {
        var touched = _touched;
        _touched = null;
        return touched;
    }

    public async Task<PageCounts> ApplyAsync(Write write, EventPage page, long generation, CancellationToken cancellationToken)
    {
        await KeepAsync(page.SetAsideIds, generation, cancellationToken);
        if (page.IsEmpty)
        {
            return default;
        }

        _known ??= await ReadKnownAsync(cancellationToken);
        var deleted = await DeleteAsync(write, page.Deleted, cancellationToken) + await DeleteSinglesAsync(write, page.BecameSeries, cancellationToken);
        var (added, changed) = await UpsertAsync(write, page.Events, generation, cancellationToken);
        deleted += await DeleteReplacedAsync(write, page, cancellationToken);
        return new PageCounts(added, changed, deleted);
    }

    /// <summary>Deletes what a completed full pass did not see.</summary>
    public async Task<int> SweepAsync(long generation, CancellationToken cancellationToken)
    {
        var unseen = db.Events.Where(e => e.CalendarId == calendar.Id && e.Generation < generation);
        if (await unseen.GroupBy(_ => 1).Select(g => new { Start = g.Min(e => e.Start), End = g.Max(e => e.End) }).SingleOrDefaultAsync(cancellationToken) is not { } span)
        {
            return 0;
        }

        Touch(span.Start, span.End);
        return await unseen.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>What could not be understood exists all the same: what is known of it survives the sweep.</summary>
    private async Task KeepAsync(IReadOnlyList<string> setAside, long generation, CancellationToken cancellationToken)
    {
        foreach (var id in setAside)
        {
            await db.Events.Where(e => e.CalendarId == calendar.Id && (e.ExternalId == id || e.SeriesId == id)).ExecuteUpdateAsync(s => s.SetProperty(e => e.Generation, generation), cancellationToken);
        }
    }

    private async Task<Dictionary<Guid, Known>> ReadKnownAsync(CancellationToken cancellationToken)
    {
        var rows = await db.Events.Where(e => e.CalendarId == calendar.Id).Select(e => new { Key = EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey), e.ETag, e.SeriesId, e.Start, e.End }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => new Guid(r.Key), r => new Known(r.ETag, r.SeriesId, r.Start, r.End));
    }

    private async Task<(int Added, int Changed)> UpsertAsync(Write write, IReadOnlyList<EventRecord> events, long generation, CancellationToken cancellationToken)
    {
        await using var rows = await write.UpsertRowsAsync("Events", Columns, ["CalendarId", CalendarEventMapping.ExternalKey], ["Id", "OrganizationId"], cancellationToken);
        var (added, changed) = (0, 0);
        foreach (var record in events)
        {
            var key = KeyOf(record.ExternalId);
            await Add(rows, record, key, generation).WriteAsync(cancellationToken);
            if (!_known!.TryGetValue(key, out var known))
            {
                added++;
                Touch(record.Start, record.End);
            }
            else if (known.ETag is null || known.ETag != record.ETag || known.Start != record.Start || known.End != record.End)
            {
                // The same tag at another time: days laid out by another zone of hers.
                changed++;
                Touch(known.Start, known.End);
                Touch(record.Start, record.End);
            }

            _known[key] = new Known(record.ETag, record.SeriesId, record.Start, record.End);
        }

        return (added, changed);
    }

    private RowWriter Add(RowWriter row, EventRecord record, Guid key, long generation) => row
        .Add(Guid.CreateVersion7(db.Time.GetUtcNow())).Add(calendar.OrganizationId).Add(calendar.Id).Add(key.ToByteArray())
        .Add(record.ExternalId).Add(record.SeriesId).Add(record.IsOwnSeries).Add(record.ICalUid).Add(record.ETag)
        .Add(record.Title).Add(record.Description).Add(record.Location).Add(record.Link).Add(record.MeetingUrl)
        .Add(InstantConverter.ToMicroseconds(record.Start)).Add(InstantConverter.ToMicroseconds(record.End))
        .Add(record.StartDate is { } first ? LocalDateConverter.ToNumber(first) : null).Add(record.EndDate is { } after ? LocalDateConverter.ToNumber(after) : null)
        .Add(record.TimeZone)
        .Add((int)record.Status).Add((int)record.Transparency).Add((int)record.Response).Add((int)record.Type)
        .Add(record.Organizer).Add(record.Attendees).Add(generation);

    /// <summary>Deletes what is known of the page's whole series and is not in it.</summary>
    private async Task<int> DeleteReplacedAsync(Write write, EventPage page, CancellationToken cancellationToken)
    {
        if (page.ReplacedSeries.Count == 0)
        {
            return 0;
        }

        var (series, told, count) = (page.ReplacedSeries.ToHashSet(StringComparer.Ordinal), page.Events.Select(e => KeyOf(e.ExternalId)).ToHashSet(), 0);
        foreach (var stale in _known!.Where(k => k.Value.SeriesId is { } id && series.Contains(id) && !told.Contains(k.Key)).Select(k => k.Key).ToList())
        {
            Forget(stale);
            count += await DeleteOneAsync(write, stale, cancellationToken);
        }

        return count;
    }

    private async Task<int> DeleteSinglesAsync(Write write, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var key in ids.Select(KeyOf))
        {
            count += Forget(key) ? await DeleteOneAsync(write, key, cancellationToken) : 0;
        }

        return count;
    }

    private Task<int> DeleteOneAsync(Write write, Guid key, CancellationToken cancellationToken) =>
        write.ExecuteAsync("DELETE FROM \"Events\" WHERE \"CalendarId\" = @c AND \"ExternalKey\" = @k", [("c", calendar.Id), ("k", key.ToByteArray())], cancellationToken);

    private async Task<int> DeleteAsync(Write write, IReadOnlyList<string> deleted, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var id in deleted)
        {
            var key = KeyOf(id);
            if (Forget(key))
            {
                count += await DeleteOneAsync(write, key, cancellationToken);
            }
            else if (_known!.Values.Any(k => k.SeriesId == id))
            {
                count += await write.ExecuteAsync("DELETE FROM \"Events\" WHERE \"CalendarId\" = @c AND \"SeriesId\" = @s", [("c", calendar.Id), ("s", id)], cancellationToken);
                foreach (var member in _known.Where(k => k.Value.SeriesId == id).Select(k => k.Key).ToList())
                {
                    Forget(member);
                }
            }
        }

        return count;
    }

    private bool Forget(Guid key)
    {
        if (!_known!.Remove(key, out var known))
        {
            return false;
        }

        Touch(known.Start, known.End);
        return true;
    }

    private void Touch(Instant start, Instant end) =>
        _touched = _touched is { } so ? new Window(Instant.Min(so.Start, start), Instant.Max(so.End, end)) : new Window(start, end);

    private static Column Id(string name) => new(name, ColumnKind.Id);

    private static Column Flag(string name) => new(name, ColumnKind.Flag);

    private static Column Text(string name) => new(name, ColumnKind.Text);

    private static Column Number(string name) => new(name, ColumnKind.Number);

    private readonly record struct Known(string? ETag, string? SeriesId, Instant Start, Instant End);
}
