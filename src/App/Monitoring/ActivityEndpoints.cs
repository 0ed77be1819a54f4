using App.Api;
using App.Auth;
using App.Domain.Monitoring;
using App.Infrastructure.Monitoring;
using NodaTime;

namespace App.Monitoring;

/// <summary>The log people read.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivities(this RouteGroupBuilder api) =>
        api.MapGet("/activities", ListAsync).WithTags("Activities");

    /// <summary>List activities</summary>
    /// <remarks>What happened, newest first.</remarks>
    /// <param name="kind">Only those whose kind begins so, such as <c>connection.</c></param>
    /// <param name="level">Only those that matter at least so much.</param>
    /// <param name="connection">Only those about this connection.</param>
    /// <param name="text">Only those whose text or author contains this, without regard to case.</param>
    /// <param name="from">Not before this moment.</param>
    /// <param name="to">Before this moment.</param>
    /// <param name="everyone">True: those of all members; for Owners and Admins.</param>
    private static Task<Answer<Paged<ActivityBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListActivities activities, CancellationToken cancellationToken, string? kind = null, Word<ActivityLevel>? level = null, Guid? connection = null, string? text = null, Moment? from = null, Moment? to = null, bool everyone = false) =>
        page.AnswerAsync(
            context,
            size => activities.RunAsync(context.GetActor(), new ActivityQuery(everyone, kind, level?.Value, connection, text, from?.Value, to?.Value, page.Cursor, size), cancellationToken),
            ActivityBody.Of);
}

/// <summary>One line of the log.</summary>
/// <param name="Id">Of the line.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What happened, such as <c>connection.connected</c>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">A sentence for people.</param>
/// <param name="By">Who did it.</param>
/// <param name="MemberId">Whose affair it is.</param>
/// <param name="ConnectionId">The connection it is about.</param>
/// <param name="CalendarId">The calendar it is about.</param>
public sealed record ActivityBody(Guid Id, Instant At, string Kind, ActivityLevel Level, string Text, string By, Guid? MemberId, Guid? ConnectionId, Guid? CalendarId)
{
    internal static ActivityBody Of(Activity activity) =>
        new(activity.Id, activity.At, activity.Kind, activity.Level, activity.Text, activity.By, activity.MemberId, activity.ConnectionId, activity.CalendarId);
}
