using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>
/// Events by POST under a transaction of our own, PATCH and DELETE. Our key is also kept on the event, so that it is found again by whatever it has
/// become. Outlook tells those who are invited.
/// </summary>
internal sealed class OutlookCalendarWriter(OutlookCalendarApi api) : ICalendarWriter
{
    private const int MostTries = 3;

    /// <summary>A named property of ours (learn.microsoft.com/graph/api/resources/extended-properties-overview).</summary>
    private const string KeyProperty = "String {6f6b3a52-6d3e-4a5b-9a63-8a0a3f6f1c55} Name IntegrationsKey";

    public string? IdOf(Guid key) => null;

    public async Task<Result<WrittenEvent>> CreateAsync(Grant grant, string calendarId, Guid key, EventDraft draft, CancellationToken cancellationToken)
    {
        if (draft.CheckNew() is { } wrong)
        {
            return wrong;
        }

        // A transaction is used up even where its event was deleted: then it is made anew under a second one.
        foreach (var transaction in (string[])[key.ToString("d"), key.ToString("d") + "-again"])
        {
            var body = OutlookEventBody.Of(draft, null);
            body["transactionId"] = transaction;
            body["singleValueExtendedProperties"] = new JsonArray(new JsonObject { ["id"] = KeyProperty, ["value"] = key.ToString("d") });
            var made = await WriteAsync(grant, calendarId, new JsonWrite(HttpMethod.Post, api.Url($"{PathOf(calendarId)}/events", []), body), cancellationToken);
            if (made.Failure is not Failure.Conflict)
            {
                return made;
            }

            if (!(await FindAsync(grant, calendarId, key, cancellationToken)).TryGet(out var found, out var failure))
            {
                return failure;
            }

            if (found is not null)
            {
                return found;
            }
        }

        return new Failure.Conflict("duplicate", "Microsoft has had this event before and takes it no more.");
    }

    /// <summary>By the property that carries our key.</summary>
    public async Task<Result<WrittenEvent?>> FindAsync(Grant grant, string calendarId, Guid key, CancellationToken cancellationToken)
    {
        var url = api.Url($"{PathOf(calendarId)}/events", [("$filter", $"singleValueExtendedProperties/Any(ep: ep/id eq '{KeyProperty}' and ep/value eq '{key:d}')")]);
        var answer = await api.GetAsync(grant, url, OutlookJson.Default.OutlookEvents, cancellationToken);
        return answer.Select(list => list.Value?.FirstOrDefault(e => e is { Id.Length: > 0 }) is { } found ? Written(found) : null);
    }

    public async Task<Result<WrittenEvent>> ChangeAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken)
    {
        if (change.CheckChange(target) is { } wrong)
        {
            return wrong;
        }

        for (var tries = 1; ; tries++)
        {
            var written = change is { Attendees: null, Notes: null }
                ? await WriteAsync(grant, target.CalendarId, new JsonWrite(HttpMethod.Patch, Url(target), OutlookEventBody.Of(change, null), target.ETag), cancellationToken)
                : await MergeAsync(grant, target, change, cancellationToken);
            if (written.Failure is not Failure.Stale || target.ETag is not null || tries == MostTries)
            {
                return written;
            }
        }
    }

    public async Task<Result<Done>> DeleteAsync(Grant grant, EventTarget target, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(grant, new JsonWrite(HttpMethod.Delete, Url(target), null, target.ETag), _ => default(Done), cancellationToken);
        return answer.Failure switch
        {
            null or Failure.NotFound => Result.Done,
            var failure => await ExplainAsync(grant, target.CalendarId, failure, cancellationToken),
        };
    }

    /// <summary>A patch replaces the whole list of those invited, so what Outlook knows of who stays is sent back to it; and notes may hold a meeting.</summary>
    private async Task<Result<WrittenEvent>> MergeAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(grant, Url(target), body => JsonNode.Parse(body) as JsonObject ?? throw new JsonException("An event is an object."), cancellationToken);
        if (!answer.TryGet(out var found, out var failure))
        {
            return failure;
        }

        if (change.Notes is not null && found["isOnlineMeeting"].IsTrue())
        {
            return new Failure.Rejected(WriteRefusal.NotesHoldMeeting, "Outlook keeps the way into the Teams meeting among the notes of this event, so they can't be replaced.");
        }

        var body = OutlookEventBody.Of(change, found["attendees"] as JsonArray);
        return await WriteAsync(grant, target.CalendarId, new JsonWrite(HttpMethod.Patch, Url(target), body, target.ETag ?? found["@odata.etag"].Text()), cancellationToken);
    }

    private async Task<Result<WrittenEvent>> WriteAsync(Grant grant, string calendarId, JsonWrite write, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(
            grant,
            write,
            body => JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookEvent) is { Id.Length: > 0 } written ? Written(written) : throw new JsonException("An event has an id."),
            cancellationToken);
        return answer.Failure is { } failure ? await ExplainAsync(grant, calendarId, failure, cancellationToken) : answer;
    }

    /// <summary>Graph says of a missing permission and of a calendar that may only be read the same: the calendar tells them apart.</summary>
    private async Task<Failure> ExplainAsync(Grant grant, string calendarId, Failure failure, CancellationToken cancellationToken)
    {
        if (failure is not Failure.Rejected { Detail: OutlookCalendarApi.Denied })
        {
            return failure;
        }

        var calendar = await api.GetAsync(grant, api.Url(PathOf(calendarId), []), OutlookJson.Default.OutlookCalendarEntry, cancellationToken);
        return calendar switch
        {
            { IsOk: true, Value.CanEdit: true } => new Failure.Rejected(WriteRefusal.ScopeMissing, "Microsoft refuses this: the permission to write was not given."),
            { IsOk: true, Value.CanEdit: false } => new Failure.Rejected(WriteRefusal.ReadOnly, "This Outlook calendar can only be read by the account."),
            _ => failure,
        };
    }

    private static WrittenEvent Written(OutlookEvent written) => new(written.Id!, written.SeriesMasterId is { Length: > 0 } series ? series : null, written.ETag, VendorText.Cut(written.ICalUid));

    private static string PathOf(string calendarId) => $"me/calendars/{Uri.EscapeDataString(calendarId)}";

    private Uri Url(EventTarget target) => api.Url($"me/events/{Uri.EscapeDataString(target.ExternalId)}", []);
}
