using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>
/// Events by events.insert under an id of our own, events.patch and events.delete. Guests are told by Google. An id that was deleted is restored by giving it a status again: README.md.
/// </summary>
internal sealed class GoogleCalendarWriter(GoogleCalendarApi api) : ICalendarWriter
{
    private const string Cancelled = "cancelled";
    private const int MostTries = 3;

    /// <summary>Hexadecimal digits lie within what ids may be made of ([a-v0-9]).</summary>
    string? ICalendarWriter.IdOf(Guid key) => IdOf(key);

    public async Task<Result<WrittenEvent>> CreateAsync(Grant grant, string calendarId, Guid key, EventDraft draft, CancellationToken cancellationToken)
    {
        if (draft.CheckNew() is { } wrong)
        {
            return wrong;
        }

        var body = GoogleEventBody.New(draft);
        body["id"] = IdOf(key);
        var made = await WriteAsync(grant, new JsonWrite(HttpMethod.Post, NewUrl(calendarId), body), cancellationToken);
        return made.Failure is Failure.Conflict ? await RestoreAsync(grant, calendarId, key, draft, cancellationToken) : made;
    }

    public async Task<Result<WrittenEvent?>> FindAsync(Grant grant, string calendarId, Guid key, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(grant, ReadUrl(new EventTarget(calendarId, IdOf(key))), ReadAsync, gone: null, cancellationToken);
        return answer.Failure is Failure.NotFound ? Result.Ok<WrittenEvent?>(null) : answer.Select(found => found.Status == Cancelled ? null : Written(found));
    }

    public async Task<Result<WrittenEvent>> ChangeAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken)
    {
        if (change.CheckChange(target) is { } wrong)
        {
            return wrong;
        }

        for (var tries = 1; ; tries++)
        {
            var written = change.Attendees is null
                ? await WriteAsync(grant, new JsonWrite(HttpMethod.Patch, WriteUrl(target), GoogleEventBody.Changed(change, null), target.ETag), cancellationToken)
                : await InviteAsync(grant, target, change, cancellationToken);
            if (written.Failure is not Failure.Stale || target.ETag is not null || tries == MostTries)
            {
                return written;
            }
        }
    }

    public async Task<Result<Done>> DeleteAsync(Grant grant, EventTarget target, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(grant, new JsonWrite(HttpMethod.Delete, WriteUrl(target), null, target.ETag), (_, _) => Task.FromResult(default(Done)), cancellationToken);
        return answer.Failure is Failure.NotFound ? Result.Done : answer;
    }

    private static string IdOf(Guid key) => key.ToString("n");

    /// <summary>The event that has our id already; one that was deleted is restored as the draft has it.</summary>
    private async Task<Result<WrittenEvent>> RestoreAsync(Grant grant, string calendarId, Guid key, EventDraft draft, CancellationToken cancellationToken)
    {
        var target = new EventTarget(calendarId, IdOf(key));
        if (!(await api.GetAsync(grant, ReadUrl(target), ReadAsync, gone: null, cancellationToken)).TryGet(out var found, out var failure))
        {
            return failure;
        }

        if (found.Status != Cancelled)
        {
            return Written(found);
        }

        var body = GoogleEventBody.Changed(draft, null);
        body["status"] = "confirmed";
        return await WriteAsync(grant, new JsonWrite(HttpMethod.Patch, WriteUrl(target), body), cancellationToken);
    }

    /// <summary>A patch replaces the whole list of guests, so what Google knows of those who stay is sent back to it.</summary>
    private async Task<Result<WrittenEvent>> InviteAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(grant, ReadUrl(target), async (c, ct) => JsonNode.Parse(await c.ReadAsByteArrayAsync(ct)) as JsonObject ?? throw new JsonException("An event is an object."), gone: null, cancellationToken);
        if (!answer.TryGet(out var found, out var failure))
        {
            return failure;
        }

        return found["attendeesOmitted"].IsTrue()
            ? new Failure.Rejected(WriteRefusal.AttendeesHidden, "Google does not show this account who is invited, so the guests can't be changed.")
            : await WriteAsync(grant, new JsonWrite(HttpMethod.Patch, WriteUrl(target), GoogleEventBody.Changed(change, found["attendees"] as JsonArray), target.ETag ?? found["etag"].Text()), cancellationToken);
    }

    private async Task<Result<WrittenEvent>> WriteAsync(Grant grant, JsonWrite write, CancellationToken cancellationToken)
    {
        if (!(await api.SendAsync(grant, write, ReadAsync, cancellationToken)).TryGet(out var written, out var failure))
        {
            return failure;
        }

        return written.Status == Cancelled ? new Failure.NotFound("The event") : Written(written);
    }

    private static async Task<GoogleEvent> ReadAsync(HttpContent content, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await content.ReadAsByteArrayAsync(cancellationToken), GoogleJson.Default.GoogleEvent) is { Id.Length: > 0 } read ? read : throw new JsonException("An event has an id.");

    private static WrittenEvent Written(GoogleEvent written) => new(written.Id!, written.RecurringEventId, written.Etag, VendorText.Cut(written.ICalUid));

    /// <summary>Guests are told of a write; reading takes no such parameter.</summary>
    private Uri NewUrl(string calendarId) => api.Url($"calendars/{Uri.EscapeDataString(calendarId)}/events", [("sendUpdates", "all")]);

    private Uri WriteUrl(EventTarget target) => api.Url(PathOf(target), [("sendUpdates", "all")]);

    private Uri ReadUrl(EventTarget target) => api.Url(PathOf(target), []);

    private static string PathOf(EventTarget target) => $"calendars/{Uri.EscapeDataString(target.CalendarId)}/events/{Uri.EscapeDataString(target.ExternalId)}";
}
