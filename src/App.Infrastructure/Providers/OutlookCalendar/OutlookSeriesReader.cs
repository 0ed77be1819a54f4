using System.Text.Json;
using App.Domain;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>
/// Finds the series of occurrences told in few words: on their page, or, where it came on another or not at all, by asking for it. Each series of a page is
/// asked for once, a few at a time, so that a page never costs more requests than it has records.
/// </summary>
internal sealed class OutlookSeriesReader(OutlookCalendarApi api)
{
    private const string Unreadable = "unreadable";
    private const int AtOnce = 4;

    /// <summary>The series by id; one that Graph does not find, or tells in a way that can't be read, is not among them.</summary>
    public async Task<Result<IReadOnlyDictionary<string, OutlookEvent>>> ReadAsync(Grant grant, string calendarId, IReadOnlyList<OutlookEvent> items, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, OutlookEvent>(StringComparer.Ordinal);
        foreach (var master in items.Where(i => i is { IsSeries: true, Removed: null }))
        {
            known[master.Id!] = master;
        }

        var missing = items.Where(i => i.IsSparse).Select(i => i.SeriesMasterId!).Distinct(StringComparer.Ordinal).Where(id => !known.ContainsKey(id));
        foreach (var batch in missing.Chunk(AtOnce).ToList())
        {
            foreach (var answer in await Task.WhenAll(batch.Select(id => GetAsync(grant, calendarId, id, cancellationToken))))
            {
                if (answer.TryGet(out var master, out var failure))
                {
                    known[master.Id!] = master;
                }
                else if (failure is not (Failure.NotFound or Failure.Rejected { Detail: Unreadable }))
                {
                    return failure;
                }
            }
        }

        return known;
    }

    private async Task<Result<OutlookEvent>> GetAsync(Grant grant, string calendarId, string id, CancellationToken cancellationToken)
    {
        var url = api.Url($"me/calendars/{Uri.EscapeDataString(calendarId)}/events/{Uri.EscapeDataString(id)}", []);
        var answer = await api.GetAsync(grant, url, TryRead, cancellationToken);
        return answer.TryGet(out var master, out var failure)
            ? master is not null && master.Id == id ? master : new Failure.Rejected(Unreadable, "Microsoft tells a series in a way that can't be read.")
            : failure;
    }

    private static OutlookEvent? TryRead(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
