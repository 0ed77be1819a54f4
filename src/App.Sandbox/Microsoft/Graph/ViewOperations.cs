using App.Sandbox.Microsoft.Mailbox;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>Lists of events: a view of a window without series, all events without occurrences, one series' instances.</summary>
internal sealed class ViewOperations(MailboxStore store, Paging paging)
{
    private const string EventCollection = "Collection(event)";
    private const string Filter = "$filter";

    public GraphAnswer List(GraphCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GraphError.ItemNotFound;
        }

        return call.Window().Failed(out var error, out var window) ? error : Answer(call, calendar, calendar.View(window));
    }

    public GraphAnswer Events(GraphCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GraphError.ItemNotFound;
        }

        var filter = call.Text(Filter) is { } text ? ExtendedProperties.Read(text) : _ => true;
        return filter is null
            ? GraphError.Query($"This '{Filter}' is not supported by the sandbox.")
            : Answer(call, calendar, calendar.Masters().Where(filter).Select(m => new Found(m, null)), isFiltered: true);
    }

    public GraphAnswer Instances(GraphCall call)
    {
        var key = ItemIds.Read(call.Route("eventId")!);
        if (store.Holding(call.Account.Email, key) is not { } calendar || calendar.Find(key) is not { Occurrence: null, Item: { IsSeries: true } master })
        {
            return GraphError.ItemNotFound;
        }

        return call.Window().Failed(out var error, out var window) ? error : Answer(call, calendar, calendar.Instances(master, window));
    }

    private GraphAnswer Answer(GraphCall call, GraphCalendar calendar, IEnumerable<Found> found, bool isFiltered = false)
    {
        if (call.Preferences().Failed(out var error, out var preferences))
        {
            return error;
        }

        var view = new ItemView(calendar, preferences);
        return paging.Page(call, EventCollection, [.. found.Select(view.Write)], isFiltered ? ["$search"] : ["$search", Filter]);
    }
}
