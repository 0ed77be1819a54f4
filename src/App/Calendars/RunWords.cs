using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Calendars;
using App.Ui;
using NodaTime;

namespace App.Calendars;

/// <summary>What the pages say about a pass.</summary>
internal static class RunWords
{
    public static string Why(SyncRunView run) => run.Trigger switch
    {
        SyncTrigger.FirstSync => "First sync",
        SyncTrigger.Manual => run.Full ? "Full sync, asked for" : "Asked for",
        SyncTrigger.Program => "Asked for by a program",
        SyncTrigger.Reconnect => "After reconnecting",
        SyncTrigger.Reconcile => "Repair after comparing",
        SyncTrigger.Push => "Told by the provider",
        _ => run.Full ? "Weekly full pass" : "On time",
    };

    public static string Changes(SyncRunView run, Viewer viewer)
    {
        var parts = new[] { (run.Added, "added"), (run.Changed, "changed"), (run.Deleted, "deleted"), (run.SetAside, "set aside") }
            .Where(p => p.Item1 > 0).Select(p => $"{viewer.Number(p.Item1)} {p.Item2}").ToList();
        return parts.Count > 0 ? string.Join(", ", parts)
            : run.Status == SyncRunStatus.Running ? "None so far"
            : run.Repeats > 1 ? $"None, {viewer.Number(run.Repeats)} times"
            : "None";
    }

    /// <summary>What the member has to do before trying again changes anything; null where it is tried again by itself.</summary>
    public static string? Needs(SyncRunView run) => run.ErrorCode switch
    {
        "needs_reconnect" => "Reconnect",
        RefreshCalendars.ScopeMissing => "Allow",
        _ => null,
    };

    /// <summary>The calendar, and the account where that is not its name.</summary>
    public static string Whose(SyncRunView run) => run.CalendarName == run.AccountName ? run.CalendarName : $"{run.CalendarName}, {run.AccountName}";

    public static string Unread(int calendars) => calendars == 1 ? "1 calendar could not be read" : $"{calendars} calendars could not be read";

    public static string Took(SyncRunView run) => run is { EndedAt: { } end, Repeats: 1 } ? Say(end - run.StartedAt) : "–";

    public static Tone ToneOf(SyncRunView run) => run.Status switch
    {
        SyncRunStatus.Running => Tone.Busy,
        SyncRunStatus.Succeeded => Tone.Ok,
        SyncRunStatus.Failed => Tone.Warn,
        _ => Tone.Idle,
    };

    public static string Ended(SyncRunView run) => run.Status switch
    {
        SyncRunStatus.Running => "Running",
        SyncRunStatus.Succeeded => "In step",
        SyncRunStatus.Failed => run.ErrorCode switch { "needs_reconnect" => "Sign in again", RefreshCalendars.ScopeMissing => "Not allowed", _ => "To be tried again" },
        _ => "Taken over",
    };

    private static string Say(Duration took) => took < Duration.FromSeconds(1) ? $"{took.TotalMilliseconds:0} ms"
        : took < Duration.FromMinutes(1) ? $"{took.TotalSeconds:0.0} s"
        : $"{(int)took.TotalMinutes} min {took.Seconds} s";
}
