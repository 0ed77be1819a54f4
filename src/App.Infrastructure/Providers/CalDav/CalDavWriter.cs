using System.Net;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>
/// Events as resources under a name of our own (RFC 4791 §5.3.2). A resource is written whole, so a change reads it, edits what was read and stores it only
/// while nobody else has written it. The server tells whoever is invited, if it does such things (RFC 6638).
/// </summary>
internal sealed class CalDavWriter(CalDavApi api, TimeProvider time) : ICalendarWriter
{
    private const int MostTries = 3;

    string? ICalendarWriter.IdOf(Guid key) => IdOf(key);

    public async Task<Result<WrittenEvent>> CreateAsync(Grant grant, string calendarId, Guid key, EventDraft draft, CancellationToken cancellationToken)
    {
        if (draft.CheckNew() is { } wrong)
        {
            return wrong;
        }

        var resource = new DavResourceName(new Uri(calendarId), IdOf(key) + DavResourceName.Extension);
        var text = ContentWriter.Write(DraftWriter.New(IdOf(key), draft, DavOwner.AddressesOf(grant), time.Now()));
        if (!(await api.SendAsync(grant, DavRequest.Create(resource.Url, text), cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (!answer.IsDone && answer.Status != HttpStatusCode.PreconditionFailed)
        {
            return await JudgeNewAsync(grant, resource.Collection, answer, cancellationToken);
        }

        var written = await WrittenAsync(grant, resource, IdOf(key), answer, cancellationToken);
        return written.Failure is Failure.NotFound ? new Failure.Unavailable($"{resource.Url.Host} had the event and has it no more.") : written;
    }

    public async Task<Result<WrittenEvent?>> FindAsync(Grant grant, string calendarId, Guid key, CancellationToken cancellationToken)
    {
        var name = new DavResourceName(new Uri(calendarId), IdOf(key) + DavResourceName.Extension);
        var answer = await ReadAsync(grant, name, cancellationToken);
        return answer.Failure is Failure.NotFound ? Result.Ok<WrittenEvent?>(null) : answer.Select(WrittenEvent? (resource) => Written(name, IdOf(key), resource.ETag));
    }

    public async Task<Result<WrittenEvent>> ChangeAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken)
    {
        if (change.CheckChange(target) is { } wrong)
        {
            return wrong;
        }

        return await EditAsync(grant, target, resource => resource.Change(target.ExternalId, change, DavOwner.AddressesOf(grant), time.Now()), cancellationToken);
    }

    public async Task<Result<Done>> DeleteAsync(Grant grant, EventTarget target, CancellationToken cancellationToken)
    {
        var deleted = DavResource.MayBeOccurrence(target.ExternalId)
            ? (await EditAsync(grant, target, resource => resource.Remove(target.ExternalId), cancellationToken)).Select(_ => default(Done))
            : await DeleteWholeAsync(grant, DavResourceName.Of(target), target.ETag, cancellationToken);
        return deleted.Failure is Failure.NotFound ? Result.Done : deleted;
    }

    private static string IdOf(Guid key) => key.ToString("d");

    private static WrittenEvent Written(DavResourceName name, string id, string? etag) => new(id, name.SeriesId, etag, OccurrenceRecords.SplitId(id)?.Uid ?? id);

    /// <summary>
    /// Reads, edits and stores. Read again, and edited again, where somebody else was faster and the caller knows of no earlier state, and where no answer
    /// came: what is there then says whether the server had stored it.
    /// </summary>
    private async Task<Result<WrittenEvent>> EditAsync(Grant grant, EventTarget target, Func<DavResource, Result<string?>> edit, CancellationToken cancellationToken)
    {
        var (name, sent, stored) = (DavResourceName.Of(target), (string?)null, default(Result<WrittenEvent>));
        for (var tries = 1; tries <= MostTries; tries++)
        {
            if (!(await ReadAsync(grant, name, cancellationToken)).TryGet(out var resource, out var failure))
            {
                return failure;
            }

            if (sent is not null && resource.Text.ReplaceLineEndings() == sent.ReplaceLineEndings())
            {
                return Written(name, target.ExternalId, resource.ETag);
            }

            if (target.ETag is not null && target.ETag != resource.ETag)
            {
                return stored.Failure ?? new Failure.Stale();
            }

            if (!edit(resource).TryGet(out var text, out failure))
            {
                return failure;
            }

            stored = await StoreAsync(grant, name, target.ExternalId, text, resource.ETag, cancellationToken);
            if (stored.Failure is not (Failure.Stale or Failure.Unavailable))
            {
                return stored;
            }

            sent = text;
        }

        return stored;
    }

    /// <param name="text">Null: nothing is left of it.</param>
    private async Task<Result<WrittenEvent>> StoreAsync(Grant grant, DavResourceName name, string id, string? text, string etag, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return (await DeleteWholeAsync(grant, name, etag, cancellationToken)).Select(_ => Written(name, id, null));
        }

        return (await api.SendAsync(grant, DavRequest.Replace(name.Url, text, etag), cancellationToken)).TryGet(out var answer, out var failure)
            ? answer.IsDone ? await WrittenAsync(grant, name, id, answer, cancellationToken) : Judge(answer)
            : failure;
    }

    private async Task<Result<Done>> DeleteWholeAsync(Grant grant, DavResourceName name, string? etag, CancellationToken cancellationToken)
    {
        if (!(await api.SendAsync(grant, DavRequest.Delete(name.Url, etag), cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (answer.IsDone)
        {
            return Result.Done;
        }

        // Of a resource that is not there any tag is wrong (RFC 9110 §13.1.1): servers differ in which of the two they say.
        return answer.Status == HttpStatusCode.PreconditionFailed && (await ReadAsync(grant, name, cancellationToken)).Failure is { } gone ? gone : Judge(answer);
    }

    /// <summary>With its tag; where the server did not tell it, or the resource was there before, it is asked.</summary>
    private async Task<Result<WrittenEvent>> WrittenAsync(Grant grant, DavResourceName name, string id, DavAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is { IsDone: true, ETag: { } etag })
        {
            return Written(name, id, etag);
        }

        return (await ReadAsync(grant, name, cancellationToken)).Select(resource => Written(name, id, resource.ETag));
    }

    /// <summary>Only a 404 or 410 of the resource itself says that it is gone; what is not told is not known.</summary>
    private async Task<Result<DavResource>> ReadAsync(Grant grant, DavResourceName name, CancellationToken cancellationToken)
    {
        if (!(await api.SendAsync(grant, DavRequest.Multiget(name.Collection, [name.Escaped]), cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (!answer.IsMultistatus)
        {
            return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? NoCalendar(name.Collection) : Judge(answer);
        }

        return answer.Members.FirstOrDefault(m => !m.IsCollection) switch
        {
            { Status: 404 or 410 } => new Failure.NotFound("The event"),
            { CalendarData: { } text, ETag: { } etag } => DavResource.Read(name.SeriesId, text, etag),
            { CalendarData: not null } => new Failure.Unavailable($"{name.Url.Host} does not tell which state of an event it has."),
            _ => new Failure.Unavailable($"{name.Url.Host} does not tell whether it has the event."),
        };
    }

    /// <summary>Of an event that could not be created 404 and 409 mostly mean its calendar (RFC 4918 §9.7.1), which is asked for: a server may have other reasons.</summary>
    private async Task<Failure> JudgeNewAsync(Grant grant, Uri collection, DavAnswer answer, CancellationToken cancellationToken)
    {
        var judged = Judge(answer);
        if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Conflict) || judged is Failure.Conflict)
        {
            return judged;
        }

        return !(await api.SendAsync(grant, DavRequest.FindTag(collection), cancellationToken)).TryGet(out var at, out var failure) ? failure
            : at.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? new Failure.NotFound("The calendar")
            : Refused(answer);
    }

    private static Failure Judge(DavAnswer answer) => answer.Status switch
    {
        _ when answer.Refuses("no-uid-conflict") => new Failure.Conflict("uid_taken", $"{answer.Url.Host} has this event under another name."),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new Failure.NotFound("The event"),
        HttpStatusCode.PreconditionFailed => new Failure.Stale(),
        HttpStatusCode.Forbidden when answer.Refuses("need-privileges") => new Failure.Rejected(WriteRefusal.ReadOnly, $"{answer.Url.Host} lets the account only read this calendar."),
        HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed => new Failure.Rejected("forbidden", $"{answer.Url.Host} refuses to write this event ({(int)answer.Status})."),
        HttpStatusCode.Locked => new Failure.Unavailable($"{answer.Url.Host} is writing this event for somebody else."),
        HttpStatusCode.InsufficientStorage => new Failure.Rejected("full", $"{answer.Url.Host} has no more room for events of this account."),
        _ => Refused(answer),
    };

    private static Failure.Rejected Refused(DavAnswer answer) => new("refused", $"{answer.Url.Host} does not do this with the event ({(int)answer.Status}).");

    /// <summary>No <see cref="Failure.NotFound"/>: that the events of a calendar nobody shows are deleted can't be said.</summary>
    private static Failure.Rejected NoCalendar(Uri collection) => new("no_calendar", $"{collection.Host} has this calendar no more, or does not show it.");
}
