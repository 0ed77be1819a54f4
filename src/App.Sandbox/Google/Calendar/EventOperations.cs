using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>events get, insert, update, patch, delete and move.</summary>
internal sealed class EventOperations(CalendarStore store, SandboxClock clock)
{
    private Instant Now => clock.Now(GoogleAccount.Vendor);

    public ApiAnswer Get(ApiCall call)
    {
        if (!call.TryNumber("maxAttendees", 1, out var attendees, out var error))
        {
            return error!;
        }

        if (Calendar(call) is not { } calendar || calendar.Find(call.Route("eventId")) is not { } body)
        {
            return GoogleError.NotFound;
        }

        var zone = call.Text("timeZone") is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : calendar.Zone;
        return zone is null ? GoogleError.Parameter("timeZone", "Invalid time zone.") : Reshape.One(body, zone, attendees);
    }

    public async Task<ApiAnswer> InsertAsync(ApiCall call) =>
        await WriteAsync(call, (calendar, body, mode) => new EventWriter(calendar).New(body, mode).Failed(out var error, out var made)
            ? error
            : calendar.Insert(made, Now));

    public async Task<ApiAnswer> PatchAsync(ApiCall call) => await WriteAsync(call, (calendar, body, mode) =>
        calendar.Change(call.Route("eventId"), call.IfMatch, Now, before => new EventWriter(calendar).Patched(before, body, mode)));

    public async Task<ApiAnswer> UpdateAsync(ApiCall call) => await WriteAsync(call, (calendar, body, mode) =>
        calendar.Change(call.Route("eventId"), call.IfMatch, Now, before => new EventWriter(calendar).Replaced(before, body, mode)));

    public ApiAnswer Delete(ApiCall call)
    {
        if (Calendar(call) is not { } calendar)
        {
            return GoogleError.NotFound;
        }

        if (!CanWrite(calendar))
        {
            return GoogleError.NoWriter;
        }

        return calendar.Remove(call.Route("eventId"), call.IfMatch, Now) is { } error ? error : ApiAnswer.NoContent;
    }

    public ApiAnswer Move(ApiCall call)
    {
        if (call.Text("destination") is not { } destination)
        {
            return GoogleError.Parameter("destination", "Required parameter: destination", "required");
        }

        if (Calendar(call) is not { } source || store.Find(call.Account.Email, destination) is not { } target
            || source.Find(call.Route("eventId")) is not { } body || StoredEvent.Text(body, "status") == "cancelled")
        {
            return GoogleError.NotFound;
        }

        if (!CanWrite(source) || !CanWrite(target))
        {
            return GoogleError.NoWriter;
        }

        if (body["recurringEventId"] is not null)
        {
            return new GoogleError(400, "calendar", "cannotChangeOrganizerOfInstance", "Cannot change the organizer of an instance.");
        }

        return Moved(source, target, body);
    }

    private ApiAnswer Moved(SandboxCalendar source, SandboxCalendar target, JsonObject body)
    {
        body["organizer"] = new JsonObject { ["email"] = target.Info.Id, ["displayName"] = target.Info.Summary, ["self"] = true };
        var moved = target.Find(body["id"]!.GetValue<string>()) is null
            ? target.Insert(body, Now)
            : GoogleError.Duplicate;
        if (moved.Error is null)
        {
            source.Remove(body["id"]!.GetValue<string>(), null, Now);
        }

        return ApiAnswer.From(moved);
    }

    private async Task<ApiAnswer> WriteAsync(ApiCall call, Func<SandboxCalendar, JsonObject, WriteMode, Outcome<JsonObject, GoogleError>> write)
    {
        if (!call.TryNumber("conferenceDataVersion", 0, out var conference, out var error)
            || !call.TryFlag("sendNotifications", out _, out error)
            || !call.TryFlag("supportsAttachments", out _, out error))
        {
            return error!;
        }

        if (call.Text("sendUpdates") is { } updates && updates is not ("all" or "externalOnly" or "none"))
        {
            return GoogleError.Parameter("sendUpdates", $"Invalid value '{updates}'.");
        }

        if (Calendar(call) is not { } calendar)
        {
            return GoogleError.NotFound;
        }

        if (!CanWrite(calendar))
        {
            return GoogleError.NoWriter;
        }

        return (await call.BodyAsync()).Failed(out error, out var body)
            ? error
            : ApiAnswer.From(write(calendar, body, new WriteMode(WithConference: conference == 1)));
    }

    private SandboxCalendar? Calendar(ApiCall call) => store.Find(call.Account.Email, call.Route("calendarId"));

    private static bool CanWrite(SandboxCalendar calendar) => calendar.Info.AccessRole is "owner" or "writer";
}
