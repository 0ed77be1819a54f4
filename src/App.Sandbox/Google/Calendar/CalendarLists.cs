using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Outcomes;
using App.Sandbox.Storage;

namespace App.Sandbox.Google.Calendar;

/// <summary>calendarList list and get, calendars get.</summary>
internal sealed class CalendarLists(CalendarStore store, ListTokens tokens, SandboxSettings settings, SandboxClock clock)
{
    private const int DefaultSize = 100;
    private const int LargestSize = 250;

    public ApiAnswer List(ApiCall call)
    {
        if (!call.TryFlag("showDeleted", out var showDeleted, out var error)
            || !call.TryFlag("showHidden", out var showHidden, out error)
            || !call.TryNumber("maxResults", 1, out var size, out error))
        {
            return error!;
        }

        var binding = ListTokens.Bind(call.Deciding("showDeleted"));
        var since = 0L;
        if (call.Text("syncToken") is { } token)
        {
            if (Continue(call, token, binding, showDeleted).Failed(out error, out var state))
            {
                return error;
            }

            since = state.Seq;
        }

        var shown = store.Of(call.Account.Email)
            .Select(c => c.Info)
            .Where(i => since > 0 ? i.Seq > since : (showDeleted || !i.Deleted) && (showHidden || !i.Hidden))
            .Where(i => Ranks(call.Text("minAccessRole"), i.AccessRole))
            .ToList();
        return Page(call, shown, Math.Min(size ?? DefaultSize, LargestSize), binding, call.Text("minAccessRole") is null);
    }

    public ApiAnswer Get(ApiCall call) =>
        store.Find(call.Account.Email, call.Route("calendarId")) is { } calendar ? Entry(calendar.Info) : GoogleError.NotFound;

    public ApiAnswer GetCalendar(ApiCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { Info: var info })
        {
            return GoogleError.NotFound;
        }

        var body = new JsonObject { ["kind"] = "calendar#calendar", ["etag"] = info.ETag, ["id"] = info.Id, ["summary"] = info.Summary };
        Describe(body, info);
        return body;
    }

    public static JsonArray DefaultReminders() => [new JsonObject { ["method"] = "popup", ["minutes"] = 10 }];

    private ApiAnswer Page(ApiCall call, List<CalendarInfo> shown, int size, string binding, bool canContinue)
    {
        size = Math.Min(size, settings.For(GoogleAccount.Vendor).PageSize ?? size);
        var offset = 0;
        if (call.Text("pageToken") is { } token)
        {
            if (tokens.Read<PageState>(token) is not { } page || page.Binding != binding)
            {
                return GoogleError.Parameter("pageToken", "Invalid page token value.", "invalid");
            }

            offset = page.Cursor.Index;
        }

        var body = new JsonObject
        {
            ["kind"] = "calendar#calendarList",
            ["etag"] = $"\"p{store.ListSeq(call.Account.Email)}\"",
            ["items"] = new JsonArray([.. shown.Skip(offset).Take(size).Select(i => (JsonNode)Entry(i))]),
        };
        if (offset + size < shown.Count)
        {
            body["nextPageToken"] = tokens.Write(new PageState("", binding, new Cursor(0, offset + size, 0, ""), 0));
        }
        else if (canContinue)
        {
            body["nextSyncToken"] = tokens.Write(new SyncState(
                Scope(call),
                "",
                store.Epoch(call.Account.Email),
                store.ListSeq(call.Account.Email),
                clock.Now(GoogleAccount.Vendor).ToUnixTimeMilliseconds(),
                binding));
        }

        return body;
    }

    private Outcome<SyncState, GoogleError> Continue(ApiCall call, string token, string binding, bool showDeleted)
    {
        if (call.Has("minAccessRole"))
        {
            return GoogleError.Parameter("minAccessRole", "Sync token cannot be used together with minAccessRole.", "badRequest");
        }

        if (call.Has("showDeleted") && !showDeleted)
        {
            return GoogleError.Parameter("showDeleted", "Sync token cannot be used with showDeleted=false.", "badRequest");
        }

        if (tokens.Read<SyncState>(token) is not { } state || state.Scope != Scope(call) || state.Epoch != store.Epoch(call.Account.Email) || IsOld(state))
        {
            return GoogleError.FullSyncRequired;
        }

        return state.Binding == binding ? state : GoogleError.Parameter("syncToken", "Sync token was issued for other parameters.", "badRequest");
    }

    private bool IsOld(SyncState state) =>
        state.IssuedMs + (settings.For(GoogleAccount.Vendor).SyncTokenSeconds * 1000L) <= clock.Now(GoogleAccount.Vendor).ToUnixTimeMilliseconds();

    private static string Scope(ApiCall call) => "list:" + call.Account.Email;

    private static JsonObject Entry(CalendarInfo info)
    {
        var entry = new JsonObject { ["kind"] = "calendar#calendarListEntry", ["etag"] = info.ETag, ["id"] = info.Id };
        if (info.Deleted)
        {
            entry["deleted"] = true;
            return entry;
        }

        entry["summary"] = info.Summary;
        Describe(entry, info);
        entry["colorId"] = info.ColorId;
        entry["backgroundColor"] = info.Color;
        entry["foregroundColor"] = "#ffffff";
        entry["selected"] = true;
        entry["accessRole"] = info.AccessRole;
        entry["defaultReminders"] = DefaultReminders();
        if (info.Primary)
        {
            entry["primary"] = true;
        }

        if (info.Hidden)
        {
            entry["hidden"] = true;
        }

        return entry;
    }

    private static void Describe(JsonObject body, CalendarInfo info)
    {
        if (info.Description is not null)
        {
            body["description"] = info.Description;
        }

        body["timeZone"] = info.TimeZone;
        body["conferenceProperties"] = new JsonObject { ["allowedConferenceSolutionTypes"] = new JsonArray("hangoutsMeet") };
        if (!info.Primary)
        {
            body["dataOwner"] = info.Account;
        }
    }

    private static bool Ranks(string? least, string role)
    {
        string[] ranks = ["freeBusyReader", "reader", "writer", "owner"];
        return least is null || Array.IndexOf(ranks, role) >= Array.IndexOf(ranks, least);
    }
}
