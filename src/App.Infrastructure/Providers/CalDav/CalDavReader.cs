using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>
/// Calendars by PROPFIND; changes by sync-collection or tags, texts by multiget in batches, occurrences by our own engine. A resource is a series: its
/// name is the series' id, and what it says replaces everything it said before.
/// </summary>
internal sealed class CalDavReader(CalDavApi api, CalDavDiscovery discovery, DavListing listing) : ICalendarReader
{
    private const int BatchSize = 50;
    private const int MostBatches = 10;
    private const int EnoughEvents = 5000;
    private const int MostPages = 2000;

    public Task<Result<IReadOnlyList<CalendarRecord>>> ListCalendarsAsync(Grant grant, CancellationToken cancellationToken) => discovery.FindCalendarsAsync(grant, cancellationToken);

    public async Task<Result<EventPage>> ReadEventsAsync(Grant grant, EventPageRequest request, CancellationToken cancellationToken)
    {
        var collection = new Uri(request.CalendarId);
        if (request.PageToken is { } text)
        {
            return DavPage.Read(text) is not { } page ? new Failure.Rejected("refused", "The pass can't be continued.")
                : page is { Names.Count: 0, More: true } ? await ListAsync(grant, collection, request, page.Next, page.Pages, cancellationToken)
                : await FetchAsync(grant, collection, request, page, [], cancellationToken);
        }

        return await ListAsync(grant, collection, request, request.SyncToken, pages: 0, cancellationToken);
    }

    private async Task<Result<EventPage>> ListAsync(Grant grant, Uri collection, EventPageRequest request, string? token, int pages, CancellationToken cancellationToken)
    {
        var listed = await listing.ListAsync(grant, collection, token, cancellationToken);
        return !listed.TryGet(out var changes, out var failure) ? failure
            : changes is null ? EventPage.Expired
            : await FetchAsync(grant, collection, request, new DavPage(changes.Changed, changes.Next, changes.More, pages), changes.Gone, cancellationToken);
    }

    /// <summary>Reads resources until a page is full; the rest is left to the next.</summary>
    private async Task<Result<EventPage>> FetchAsync(Grant grant, Uri collection, EventPageRequest request, DavPage page, IReadOnlyList<string> gone, CancellationToken cancellationToken)
    {
        if (page.Pages >= MostPages)
        {
            return new Failure.Rejected("too_many_pages", $"{collection.Host} lists more than is read in one pass.");
        }

        var builder = new DavPageBuilder(request.Window, request.Zone, DavOwner.AddressesOf(grant));
        builder.Delete(gone);
        builder.SetAside(page.Names.Where(n => !DavText.CanBeSent(n)));
        page = page with { Names = [.. page.Names.Where(DavText.CanBeSent)] };
        var read = 0;
        for (var batch = 0; batch < MostBatches && read < page.Names.Count && builder.Events < EnoughEvents; batch++)
        {
            var names = page.Names.Skip(read).Take(BatchSize).ToList();
            if (!(await api.SendAsync(grant, DavRequest.Multiget(collection, names), cancellationToken)).TryGet(out var answer, out var failure))
            {
                return failure;
            }

            if (!answer.IsMultistatus)
            {
                return new Failure.Rejected("multiget_refused", $"{collection.Host} does not give its events ({(int)answer.Status}).");
            }

            builder.Add(names, answer.Members);
            read += names.Count;
        }

        var left = page with { Names = [.. page.Names.Skip(read)], Pages = page.Pages + 1 };
        return left.Names.Count > 0 || left.More ? builder.Build(left.Write(), null) : builder.Build(null, left.Next);
    }
}
