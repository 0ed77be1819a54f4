using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>
/// What a delta or a skip token remembers: the calendar and its window, which are frozen, from where on changes count
/// (nothing in a first round), where the next page begins, and what the round will have told at its end.
/// </summary>
internal sealed record DeltaState(string Incarnation, long Epoch, long IssuedMs, long StartMs, long EndMs, long? Since, DeltaCursor? Cursor, long? Snapshot)
{
    public ViewWindow Window => new(Instant.FromUnixTimeMilliseconds(StartMs), Instant.FromUnixTimeMilliseconds(EndMs));
}

/// <summary>Delta rounds over a calendar view.</summary>
internal sealed class DeltaOperations(MailboxStore store, ListTokens tokens, Paging paging, SandboxSettings settings, SandboxClock clock)
{
    public const string DeltaToken = "$deltatoken";
    public const string SkipToken = "$skiptoken";

    private const int DefaultSize = 50;
    private static readonly string[] Unsupported = ["$select", "$expand", "$filter", "$orderby", "$search", "$top"];

    private MicrosoftSettings Settings => settings.For<MicrosoftSettings>(MicrosoftAccount.Vendor);

    private Instant Now => clock.Now(MicrosoftAccount.Vendor);

    public GraphAnswer Round(GraphCall call)
    {
        if (Unsupported.FirstOrDefault(call.Has) is { } unsupported)
        {
            return GraphError.Query($"The following parameters are not supported with change tracking over the 'CalendarView' resource: '{unsupported}'.");
        }

        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GraphError.ItemNotFound;
        }

        if (call.Preferences().Failed(out var error, out var preferences))
        {
            return error;
        }

        if (State(call, calendar).Failed(out error, out var state))
        {
            return Refused(call, error);
        }

        return Page(call, calendar, state, new ItemView(calendar, preferences));
    }

    /// <summary>An expired token is told with the address of a new beginning.</summary>
    public static GraphAnswer Refused(GraphCall call, GraphError error) =>
        error == GraphError.SyncStateNotFound ? (GraphAnswer)error with { Location = $"{call.Url}?{DeltaToken}=" } : error;

    private GraphAnswer Page(GraphCall call, GraphCalendar calendar, DeltaState state, ItemView view)
    {
        var faults = call.Http.Features.Get<FaultsInReach>();
        var page = faults?.Strikes(FaultKind.EmptyPage) == true
            ? new DeltaPage([], state.Cursor ?? new DeltaCursor(0, 0), calendar.Seq)
            : calendar.Delta(state.Window, state.Since, state.Cursor, paging.Size(call.PreferredPageSize ?? DefaultSize));
        var answer = new JsonObject
        {
            ["@odata.context"] = $"{call.Root}/$metadata#Collection(event)",
            ["value"] = new JsonArray([.. Paging.Malformed(faults), .. page.Entries.Select(e => Write(view, e))]),
        };
        var snapshot = state.Snapshot ?? page.Seq;
        var issued = state with { IssuedMs = Now.ToUnixTimeMilliseconds() };
        if (page.Next is { } next)
        {
            answer["@odata.nextLink"] = Link(call, SkipToken, issued with { Cursor = next, Snapshot = snapshot });
        }
        else
        {
            answer["@odata.deltaLink"] = Link(call, DeltaToken, issued with { Since = snapshot, Cursor = null, Snapshot = null });
        }

        return answer;
    }

    private static JsonObject Write(ItemView view, DeltaEntry entry) => entry switch
    {
        { Item: null } => view.WriteRemoved(entry.Key),
        { Occurrence: { } occurrence } => view.WriteSparse(entry.Item, occurrence),
        _ => view.Write(new Found(entry.Item, null)),
    };

    private string Link(GraphCall call, string name, DeltaState state) => $"{call.Url}?{name}={tokens.Write(state)}";

    private Outcome<DeltaState, GraphError> State(GraphCall call, GraphCalendar calendar)
    {
        var token = call.Text(DeltaToken) ?? call.Text(SkipToken);
        if (token is null)
        {
            return call.Window().Failed(out var error, out var window) ? error : Begin(calendar, window);
        }

        if (tokens.Read<DeltaState>(token) is not { } state)
        {
            return GraphError.ResyncRequired;
        }

        return IsGood(state, calendar) ? state
            : Settings.DeltaReset == DeltaReset.Gone410 ? GraphError.SyncStateNotFound
            : GraphError.ResyncRequired;
    }

    private DeltaState Begin(GraphCalendar calendar, ViewWindow window) => new(
        calendar.Info.Incarnation,
        store.Epoch(calendar.Info.Account),
        0,
        window.Start.ToUnixTimeMilliseconds(),
        window.End.ToUnixTimeMilliseconds(),
        null,
        null,
        null);

    private bool IsGood(DeltaState state, GraphCalendar calendar) =>
        state.Incarnation == calendar.Info.Incarnation
        && state.Epoch == store.Epoch(calendar.Info.Account)
        && state.IssuedMs + (Settings.SyncTokenSeconds * 1000L) > Now.ToUnixTimeMilliseconds();
}
