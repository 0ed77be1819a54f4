using App.Api;
using App.Auth;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Infrastructure.Notifications;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace App.Notifications;

/// <summary>Reminders of bookings and interviews.</summary>
internal static class ReminderEndpoints
{
    public static void MapReminders(this RouteGroupBuilder api)
    {
        var reminders = api.MapGroup("/reminders").WithTags("Reminders");
        reminders.MapGet("/", ListAsync);
        reminders.MapPost("/", AddAsync);
        reminders.MapDelete("/{id:guid}", DeleteAsync);
        reminders.MapGet("/settings", ReadSettingsAsync);
        reminders.MapPatch("/settings", ChangeSettingsAsync);
    }

    /// <summary>List your own reminders</summary>
    /// <remarks>Those asked for beside the usual ones, which are in <c>/reminders/settings</c>; newest first.</remarks>
    /// <param name="about">Only those of this event or booking.</param>
    private static Task<Answer<Paged<ReminderBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListReminders reminders, CancellationToken cancellationToken, Guid? about = null) =>
        page.AnswerAsync(context, size => reminders.RunAsync(context.GetActor(), new ReminderQuery(about, page.Cursor, size), cancellationToken), ReminderBody.Of);

    /// <summary>Add a reminder</summary>
    /// <remarks>Of one event or booking of yours, in the app and by mail as your settings say; it moves with it. One that is there already is given back.</remarks>
    private static async Task<Created<ReminderBody>> AddAsync(HttpContext context, NewReminderBody body, AddReminder add, CancellationToken cancellationToken) =>
        (await add.RunAsync(context.GetActor(), new Occasion(body.Source, body.About), body.MinutesBefore, cancellationToken)).ToCreated(ReminderBody.Of);

    /// <summary>Take a reminder back</summary>
    private static async Task<Nothing> DeleteAsync(HttpContext context, Guid id, DeleteReminder delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(context.GetActor(), id, cancellationToken)).ToNothing();

    /// <summary>Read how you are reminded</summary>
    private static async Task<Answer<ReminderSettingsBody>> ReadSettingsAsync(HttpContext context, ChangeReminderSettings settings, CancellationToken cancellationToken) =>
        (await settings.ReadAsync(context.GetActor(), cancellationToken)).ToAnswer(ReminderSettingsBody.Of, s => s.Version);

    /// <summary>Change how you are reminded</summary>
    /// <remarks>Of every booking and interview. What is left out stays.</remarks>
    private static async Task<Answer<ReminderSettingsBody>> ChangeSettingsAsync(HttpContext context, ReminderSettingsChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeReminderSettings settings, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale)
            ? (await settings.RunAsync(context.GetActor(), new ReminderSettingsChange(body.Minutes, body.InApp, body.ByMail), version, cancellationToken)).ToAnswer(ReminderSettingsBody.Of, s => s.Version)
            : stale;
}

/// <summary>A reminder to add.</summary>
/// <param name="Source">Whether it is of an event or a booking.</param>
/// <param name="About">Id of that.</param>
/// <param name="MinutesBefore">From 0 to 40320 (four weeks).</param>
public sealed record NewReminderBody(OccasionKind Source, Guid About, int MinutesBefore);

/// <summary>A reminder you asked for.</summary>
/// <param name="Id">Of the reminder.</param>
/// <param name="Source">Whether it is of an event or a booking.</param>
/// <param name="About">Id of that.</param>
/// <param name="MinutesBefore">How long before.</param>
/// <param name="Title">Of what it reminds; null: that takes place no more.</param>
/// <param name="Start">When that begins.</param>
/// <param name="DueAt">When it is due.</param>
public sealed record ReminderBody(Guid Id, OccasionKind Source, Guid About, int MinutesBefore, string? Title, Instant? Start, Instant? DueAt)
{
    internal static ReminderBody Of(ReminderView view) => new(view.Id, view.Occasion.Kind, view.Occasion.Id, view.MinutesBefore, view.Title, view.Start, view.DueAt);
}

/// <summary>What to change; what is left out stays.</summary>
/// <param name="Minutes">How long before, at most five times; none: not at all.</param>
/// <param name="InApp">Told in the app.</param>
/// <param name="ByMail">Told by mail, where the operator set mail up.</param>
public sealed record ReminderSettingsChangeBody(IReadOnlyList<int>? Minutes = null, bool? InApp = null, bool? ByMail = null);

/// <summary>How you are reminded.</summary>
/// <param name="Minutes">How long before.</param>
/// <param name="InApp">Told in the app.</param>
/// <param name="ByMail">Told by mail, where the operator set mail up.</param>
/// <param name="Version">What If-Match asks for; the ETag begins with it.</param>
public sealed record ReminderSettingsBody(IReadOnlyList<int> Minutes, bool InApp, bool ByMail, long Version)
{
    internal static ReminderSettingsBody Of(ReminderSettings settings) => new(settings.Minutes, settings.InApp, settings.ByMail, settings.Version);
}
