using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Outcomes;
using App.Sandbox.Storage;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>events list and instances: parameters, tokens and pages.</summary>
internal sealed class EventListing(CalendarStore store, ListTokens tokens, SandboxSettings settings, SandboxClock clock)
{
    private const int DefaultSize = 250;
    private const int LargestSize = 2500;

    private static readonly string[] ForbiddenWithSync =
        ["iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax", "updatedMin"];

    private static readonly string[] EventTypes = ["birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation"];

    private VendorSettings Settings => settings.For(GoogleAccount.Vendor);

    public ApiAnswer List(ApiCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GoogleError.NotFound;
        }

        if (Query(call).Failed(out var error, out var query))
        {
            return error;
        }

        var syncBinding = ListTokens.Bind(call.Deciding("timeMin", "timeMax", "showDeleted"));
        if (call.Text("syncToken") is { } token)
        {
            if (Continue(call, calendar, token, syncBinding, query).Failed(out error, out query))
            {
                return error;
            }
        }

        return Page(call, calendar, query, syncBinding, (cursor, size) => calendar.List(query, cursor, size));
    }

    public ApiAnswer Instances(ApiCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GoogleError.NotFound;
        }

        if (Query(call).Failed(out var error, out var query))
        {
            return error;
        }

        // Instances have no sync token of their own kind, so none is given.
        query = query with { SingleEvents = true, OrderBy = "startTime" };
        var original = call.Text("originalStart") is { } text ? SuffixOf(text) : null;
        GoogleError? missing = null;
        var answer = Page(call, calendar, query, "instances:" + call.Route("eventId"), (cursor, size) =>
        {
            var outcome = calendar.Instances(call.Route("eventId"), query, original, cursor, size);
            missing = outcome.Error;
            return outcome.Value ?? new EventPage([], null, 0);
        });
        return missing is null ? answer : missing;
    }

    private ApiAnswer Page(ApiCall call, SandboxCalendar calendar, EventQuery query, string syncBinding, Func<Cursor?, int, EventPage> read)
    {
        if (!call.TryNumber("maxResults", 1, out var asked, out var error))
        {
            return error!;
        }

        var info = calendar.Info;
        var binding = ListTokens.Bind([.. call.Deciding(), new("syncToken", call.Text("syncToken") ?? ""), new("of", syncBinding)]);
        PageState? at = null;
        if (call.Text("pageToken") is { } token)
        {
            at = tokens.Read<PageState>(token);
            if (at is null || at.Binding != binding || at.Incarnation != info.Incarnation)
            {
                return GoogleError.Parameter("pageToken", "Invalid page token value.", "invalid");
            }
        }

        var size = Math.Min(asked ?? DefaultSize, LargestSize);
        size = Math.Max(1, Math.Min(size, Settings.PageSize ?? size));
        var page = call.Http.Features.Get<FaultsInReach>()?.Strikes(FaultKind.EmptyPage) == true
            ? new EventPage([], at?.Cursor ?? new Cursor(0, 0, long.MinValue, ""), calendar.Seq)
            : read(at?.Cursor, size);
        var snapshot = at?.SnapshotSeq ?? page.Seq;
        var frame = Frame(calendar);
        if (page.Next is not null)
        {
            frame["nextPageToken"] = tokens.Write(new PageState(info.Incarnation, binding, page.Next, snapshot));
        }
        else if (query.CanContinue)
        {
            frame["nextSyncToken"] = tokens.Write(SyncAt(call, calendar, snapshot, syncBinding, query));
        }

        return new EventsAnswer(frame, Reshape.IsNeeded(query, calendar) ? Reshape.All(page.Items, query, calendar) : page.Items);
    }

    private SyncState SyncAt(ApiCall call, SandboxCalendar calendar, long seq, string binding, EventQuery query) => new(
        ScopeOf(call, calendar),
        calendar.Info.Incarnation,
        store.Epoch(call.Account.Email),
        seq,
        clock.Now(GoogleAccount.Vendor).ToUnixTimeMilliseconds(),
        binding,
        query.Window.Min?.ToUnixTimeMilliseconds(),
        query.Window.Max?.ToUnixTimeMilliseconds());

    private Outcome<EventQuery, GoogleError> Continue(ApiCall call, SandboxCalendar calendar, string token, string binding, EventQuery query)
    {
        if (ForbiddenWithSync.FirstOrDefault(call.Has) is { } forbidden)
        {
            var reason = forbidden == "orderBy" ? "syncTokenWithNonDefaultOrdering" : "badRequest";
            return GoogleError.Parameter(forbidden, $"Sync token cannot be used together with {forbidden}.", reason);
        }

        if (call.Has("showDeleted") && !query.ShowDeleted)
        {
            return GoogleError.Parameter("showDeleted", "Sync token cannot be used with showDeleted=false.", "badRequest");
        }

        if (tokens.Read<SyncState>(token) is not { } state)
        {
            return GoogleError.Parameter("syncToken", "Invalid sync token value.", "invalid");
        }

        if (state.Scope != ScopeOf(call, calendar) || state.Incarnation != calendar.Info.Incarnation
            || state.Epoch != store.Epoch(call.Account.Email) || IsOld(state))
        {
            return GoogleError.FullSyncRequired;
        }

        return state.Binding == binding
            ? query with { Since = state.Seq, ShowDeleted = true, Window = new Window(At(state.MinMs), At(state.MaxMs)) }
            : GoogleError.Parameter("syncToken", "Sync token was issued for a request with other parameters.", "badRequest");
    }

    private bool IsOld(SyncState state) =>
        state.IssuedMs + (Settings.SyncTokenSeconds * 1000L) <= clock.Now(GoogleAccount.Vendor).ToUnixTimeMilliseconds();

    private static Outcome<EventQuery, GoogleError> Query(ApiCall call)
    {
        if (!call.TryFlag("singleEvents", out var single, out var error)
            || !call.TryFlag("showDeleted", out var deleted, out error)
            || !call.TryFlag("showHiddenInvitations", out _, out error)
            || !call.TryFlag("alwaysIncludeEmail", out _, out error)
            || !call.TryInstant("timeMin", out var min, out error)
            || !call.TryInstant("timeMax", out var max, out error)
            || !call.TryInstant("updatedMin", out var updated, out error)
            || !call.TryNumber("maxAttendees", 1, out var attendees, out error))
        {
            return error!;
        }

        var query = new EventQuery
        {
            SingleEvents = single,
            ShowDeleted = deleted,
            Window = new Window(Second(min), Second(max)),
            UpdatedMin = updated is { } since ? SandboxCalendar.Stamp(since) : null,
            OrderBy = call.Text("orderBy"),
            Text = call.Text("q"),
            ICalUid = call.Text("iCalUID"),
            EventTypes = call.All("eventTypes"),
            PrivateProperties = call.All("privateExtendedProperty"),
            SharedProperties = call.All("sharedExtendedProperty"),
            MaxAttendees = attendees,
            Zone = call.Text("timeZone") is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null,
        };
        return Contradiction(call, query) is { } wrong ? wrong : query;
    }

    private static GoogleError? Contradiction(ApiCall call, EventQuery query)
    {
        if (query.Window is { Min: { } min, Max: { } max } && max <= min)
        {
            return GoogleError.TimeRangeEmpty;
        }

        if (query.OrderBy is not (null or "startTime" or "updated"))
        {
            return GoogleError.Parameter("orderBy", $"Invalid value '{query.OrderBy}'.");
        }

        if (query.ByStartTime && !query.SingleEvents)
        {
            return GoogleError.Parameter("orderBy", "The requested ordering is not available for the particular query.", "badRequest");
        }

        if (query.EventTypes.FirstOrDefault(t => !EventTypes.Contains(t)) is { } unknown)
        {
            return GoogleError.Parameter("eventTypes", $"Invalid value '{unknown}'.");
        }

        return call.Text("timeZone") is not null && query.Zone is null ? GoogleError.Parameter("timeZone", "Invalid time zone.") : null;
    }

    private static JsonObject Frame(SandboxCalendar calendar)
    {
        var info = calendar.Info;
        var frame = new JsonObject { ["kind"] = "calendar#events", ["etag"] = $"\"p{info.Incarnation[..4]}{calendar.Seq}\"", ["summary"] = info.Summary };
        if (info.Description is not null)
        {
            frame["description"] = info.Description;
        }

        frame["updated"] = calendar.Updated;
        frame["timeZone"] = info.TimeZone;
        frame["accessRole"] = info.AccessRole;
        frame["defaultReminders"] = CalendarLists.DefaultReminders();
        return frame;
    }

    private static string? SuffixOf(string originalStart) =>
        LocalDatePattern.Iso.Parse(originalStart) is { Success: true, Value: var date }
            ? EventTime.OfDate(date, DateTimeZone.Utc).Suffix
            : OffsetDateTimePattern.Rfc3339.Parse(originalStart) is { Success: true, Value: var moment }
                ? new EventTime(null, moment.ToInstant(), DateTimeZone.Utc).Suffix
                : originalStart;

    private static string ScopeOf(ApiCall call, SandboxCalendar calendar) => call.Account.Email + " " + calendar.Info.Id;

    private static Instant? At(long? milliseconds) => milliseconds is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : null;

    private static Instant? Second(Instant? instant) => instant is { } at ? Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()) : null;
}
