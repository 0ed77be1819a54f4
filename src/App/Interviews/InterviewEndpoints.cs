using App.Api;
using App.Auth;
using App.Domain.Interviews;
using App.Domain.Time;
using App.Infrastructure.Interviews;
using NodaTime;
using Moment = App.Api.Moment;

namespace App.Interviews;

/// <summary>Interviews among events and bookings.</summary>
internal static class InterviewEndpoints
{
    private static readonly Duration UsualWindow = Duration.FromDays(31);

    public static void MapInterviews(this RouteGroupBuilder api)
    {
        var interviews = api.MapGroup("/interviews").WithTags("Interviews");
        interviews.MapGet("/upcoming", ListAsync);
        interviews.MapGet("/{id:guid}", ReadAsync);
        interviews.MapPut("/{id:guid}/correction", CorrectAsync);
        interviews.MapDelete("/{id:guid}/correction", UndoAsync);
    }

    /// <summary>List upcoming interviews</summary>
    /// <remarks>
    /// Your own, among the events of your calendars and your bookings, in the order they begin. Whether an entry is one is told as it is read: a page can hold fewer than asked for and still have a
    /// next one.
    /// </remarks>
    /// <param name="kind">Only those of this kind.</param>
    /// <param name="from">Those that end after this moment. Default: now.</param>
    /// <param name="to">Those that begin before this moment, at most 400 days after <c>from</c>. Default: 31 days after it.</param>
    private static Task<Answer<Paged<InterviewBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListInterviews interviews, TimeProvider time, CancellationToken cancellationToken, Word<InterviewKind>? kind = null, Moment? from = null, Moment? to = null)
    {
        var begin = from?.Value ?? time.Now();
        return page.AnswerAsync(context, size => interviews.RunAsync(context.GetActor(), new InterviewQuery(begin, to?.Value ?? begin + UsualWindow, kind?.Value, page.Cursor, size), cancellationToken), InterviewBody.Of);
    }

    /// <summary>Read what is told from an event or booking</summary>
    /// <remarks>Also of one that is no interview.</remarks>
    private static async Task<Answer<InterviewBody>> ReadAsync(HttpContext context, Guid id, ListInterviews interviews, CancellationToken cancellationToken) =>
        (await interviews.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(InterviewBody.Of);

    /// <summary>Correct what is told from an event or booking</summary>
    /// <remarks>It holds however the entry changes, until it is taken back.</remarks>
    private static async Task<Answer<InterviewBody>> CorrectAsync(HttpContext context, Guid id, CorrectionBody body, CorrectInterview correct, CancellationToken cancellationToken) =>
        (await correct.RunAsync(context.GetActor(), id, new Correction(body.IsInterview, body.Kind, body.Company, body.JobTitle, body.Series), cancellationToken)).ToAnswer(InterviewBody.Of);

    /// <summary>Take a correction back</summary>
    /// <remarks>That of the entry itself, else that of its series.</remarks>
    private static async Task<Answer<InterviewBody>> UndoAsync(HttpContext context, Guid id, CorrectInterview correct, CancellationToken cancellationToken) =>
        (await correct.UndoAsync(context.GetActor(), id, cancellationToken)).ToAnswer(InterviewBody.Of);
}
