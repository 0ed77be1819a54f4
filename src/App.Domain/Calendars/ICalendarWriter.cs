using App.Domain.Connections;

namespace App.Domain.Calendars;

/// <summary>
/// Writes events into calendars of an account. Whoever is invited is told by the vendor, as if the owner of the account had written the event herself.
/// A vendor's refusals have the codes of <see cref="WriteRefusal"/>; a draft that can't be written is <see cref="Failure.Invalid"/>, and the vendor is not
/// asked.
/// </summary>
public interface ICalendarWriter
{
    /// <summary>
    /// The id (<see cref="EventRecord.ExternalId"/>) of what <see cref="CreateAsync"/> makes under a key: it can be kept before the vendor is asked, and names the
    /// event also where the answer was lost. Null where the vendor alone chooses it.
    /// </summary>
    string? IdOf(Guid key);

    /// <summary>
    /// Sees to it that the event of this key is in the calendar, once. Idempotent: repeated, also after an answer was lost, it tells the event that is there,
    /// as it is by now, and changes nothing of it. One that was deleted since is made anew by the draft: some vendors keep no trace of what was deleted, so
    /// none can tell the two apart, and it is the same at each. Whoever must not bring a deleted event back keeps the first answer and does not repeat.
    /// </summary>
    /// <param name="key">Chosen by the caller, for this event alone.</param>
    Task<Result<WrittenEvent>> CreateAsync(Grant grant, string calendarId, Guid key, EventDraft draft, CancellationToken cancellationToken);

    /// <summary>
    /// What <see cref="CreateAsync"/> has made under a key, as it is by now; null: it never did, or it was deleted since. Changes nothing, so it tells what
    /// became of a creation whose answer was lost.
    /// </summary>
    Task<Result<WrittenEvent?>> FindAsync(Grant grant, string calendarId, Guid key, CancellationToken cancellationToken);

    /// <summary>
    /// Changes what the draft carries of an event, a series or one occurrence; everything else at the vendor stays, known to us or not. May be repeated. With
    /// <see cref="EventTarget.ETag"/> only what is still as it was then is changed, otherwise it is <see cref="Failure.Stale"/> and nothing happened; that is
    /// also the answer to a repetition of a change that was made. What is gone is <see cref="Failure.NotFound"/>. A series as a whole is not moved in time
    /// (<see cref="EventDraft.SeriesStays"/>); everything else of it can be changed.
    /// </summary>
    Task<Result<WrittenEvent>> ChangeAsync(Grant grant, EventTarget target, EventDraft change, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an event, a series with all its occurrences, or one occurrence. What is gone already is done, so it may be repeated. With
    /// <see cref="EventTarget.ETag"/> one that was changed since is <see cref="Failure.Stale"/>, and stays.
    /// </summary>
    Task<Result<Done>> DeleteAsync(Grant grant, EventTarget target, CancellationToken cancellationToken);
}

/// <summary>What is to be changed or deleted, as a reader or a writer told it.</summary>
/// <param name="ExternalId">Of an event or of one occurrence; the id of a series stands for all of it.</param>
/// <param name="SeriesId">As told beside it, or null; of a series its own id.</param>
/// <param name="ETag">As told beside it; null: whatever it has become.</param>
public sealed record EventTarget(string CalendarId, string ExternalId, string? SeriesId = null, string? ETag = null)
{
    public bool IsSeries => ExternalId == SeriesId;
}

/// <summary>An event as it now is at the vendor.</summary>
/// <param name="ExternalId">As <see cref="EventRecord.ExternalId"/> will tell it.</param>
/// <param name="SeriesId">As <see cref="EventRecord.SeriesId"/> will tell it.</param>
/// <param name="ETag">Null where the vendor told none.</param>
/// <param name="ICalUid">As <see cref="EventRecord.ICalUid"/> will tell it.</param>
public sealed record WrittenEvent(string ExternalId, string? SeriesId, string? ETag, string? ICalUid = null)
{
    public EventTarget In(string calendarId) => new(calendarId, ExternalId, SeriesId, ETag);
}

/// <summary>Codes of <see cref="Failure.Rejected"/> by which a vendor's refusal to write is told apart, the same of every vendor.</summary>
public static class WriteRefusal
{
    /// <summary>The member did not allow writing: the connection has to ask for the permission.</summary>
    public const string ScopeMissing = "scope_missing";

    /// <summary>The account may only read the calendar.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>Only the event's organizer can change what was to be changed.</summary>
    public const string NotOrganizer = "not_organizer";

    /// <summary>The vendor shows this account only some of those invited: a new list of them would lose the others.</summary>
    public const string AttendeesHidden = "attendees_hidden";

    /// <summary>The vendor keeps the way into its own meeting among the notes: new ones would end it.</summary>
    public const string NotesHoldMeeting = "notes_hold_meeting";
}
