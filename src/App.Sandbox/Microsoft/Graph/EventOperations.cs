using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>Events get, create, update and delete. An event is found in whichever calendar of the mailbox it is.</summary>
internal sealed class EventOperations(MailboxStore store, SandboxClock clock)
{
    private Instant Now => clock.Now(MicrosoftAccount.Vendor);

    public GraphAnswer Get(GraphCall call) => Holding(call) is ({ } calendar, var key)
        ? Answer(call, calendar, calendar.Find(key) is { } found ? found : GraphError.ItemNotFound, StatusCodes.Status200OK)
        : GraphError.ItemNotFound;

    public async Task<GraphAnswer> CreateAsync(GraphCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GraphError.ItemNotFound;
        }

        if (!calendar.Info.CanEdit)
        {
            return GraphError.AccessDenied;
        }

        if ((await call.BodyAsync()).Failed(out var error, out var sent))
        {
            return error;
        }

        var key = ItemIds.NewKey();
        return new ItemWriter(calendar).New(sent, key).Failed(out error, out var body)
            ? error
            : Answer(call, calendar, calendar.Insert(key, body, Now), StatusCodes.Status201Created);
    }

    public async Task<GraphAnswer> UpdateAsync(GraphCall call)
    {
        if (Holding(call) is not ({ } calendar, var key))
        {
            return GraphError.ItemNotFound;
        }

        if (!calendar.Info.CanEdit)
        {
            return GraphError.AccessDenied;
        }

        return (await call.BodyAsync()).Failed(out var error, out var sent)
            ? error
            : Answer(call, calendar, calendar.Change(key, call.IfMatch, Now, before => new ItemWriter(calendar).Patched(before, sent)), StatusCodes.Status200OK);
    }

    public GraphAnswer Delete(GraphCall call)
    {
        if (Holding(call) is not ({ } calendar, var key))
        {
            return GraphError.ItemNotFound;
        }

        if (!calendar.Info.CanEdit)
        {
            return GraphError.AccessDenied;
        }

        return calendar.Remove(key, call.IfMatch, Now) is { } error ? error : GraphAnswer.NoContent;
    }

    private (GraphCalendar? Calendar, string Key) Holding(GraphCall call)
    {
        var key = ItemIds.Read(call.Route("eventId")!);
        return (store.Holding(call.Account.Email, key), key);
    }

    private static GraphAnswer Answer(GraphCall call, GraphCalendar calendar, Outcome<Found, GraphError> outcome, int status)
    {
        if (outcome.Failed(out var error, out var found) || call.Preferences().Failed(out error, out var preferences))
        {
            return error;
        }

        var shown = new ItemView(calendar, preferences).Write(found);
        shown.Insert(0, "@odata.context", $"{call.Root}/$metadata#users('{call.Account.ObjectId}')/calendars('{calendar.Info.Id}')/events/$entity");
        return new GraphAnswer(status, (JsonObject)shown);
    }
}
