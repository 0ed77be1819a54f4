using App.Domain;
using App.Domain.Interviews;
using App.Domain.Time;
using App.Infrastructure.Interviews;
using App.Infrastructure.Notifications;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Interviews;

/// <summary>What interviews are coming, by day. The filter is in the address.</summary>
public partial class InterviewsPage
{
    private const int Most = 200;
    private static readonly Duration Ahead = Duration.FromDays(400);

    private IReadOnlyList<InterviewView>? _found;
    private bool _more;
    private ILookup<Guid, ReminderView> _reminders = Array.Empty<ReminderView>().ToLookup(r => r.Id);
    private IReadOnlyList<int> _usual = [];
    private InterviewView? _dropped;
    private Guid? _corrected;

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [Inject] private ListInterviews ListInterviews { get; set; } = null!;

    [Inject] private CorrectInterview CorrectInterview { get; set; } = null!;

    [Inject] private ListReminders ListReminders { get; set; } = null!;

    [Inject] private AddReminder AddReminder { get; set; } = null!;

    [Inject] private DeleteReminder DeleteReminder { get; set; } = null!;

    [Inject] private ChangeReminderSettings Settings { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Events, Topics.Bookings, Topics.Reminders };

    private InterviewKind? KindOf => Enum.TryParse<InterviewKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    private string Said => _found switch
    {
        null => "Your calendars and bookings are being read.",
        [] => "Found among the events of your calendars and your bookings.",
        [var next] => $"One is coming, {Begins(next)}.",
        [var next, ..] => $"{Viewer.Number(_found.Count)}{(_more ? " or more" : "")} are coming, the next {Begins(next)}.",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var now = Clock.Now();
        var (found, cursor) = (new List<InterviewView>(), (string?)null);
        do
        {
            if (!(await ListInterviews.RunAsync(Actor, new InterviewQuery(now, now + Ahead, KindOf, cursor, Most), cancellationToken)).TryGet(out var page, out var failure))
            {
                return failure;
            }

            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < Most);

        if (!(await ListReminders.RunAsync(Actor, new ReminderQuery(Limit: OwnRemindersShown), cancellationToken)).TryGet(out var reminders, out var refused)
            || !(await Settings.ReadAsync(Actor, cancellationToken)).TryGet(out var settings, out refused))
        {
            return refused;
        }

        (_found, _more, _reminders) = (found, cursor is not null, reminders.Items.ToLookup(r => r.Occasion.Id));
        _usual = settings is { InApp: false, ByMail: false } ? [] : settings.Minutes;
        return null;
    }

    private const int OwnRemindersShown = 1000;

    private string Begins(InterviewView interview) => interview.StartDate is { } day ? Viewer.Day(day) : $"{Viewer.When(interview.Start, Clock.Now())}";

    private void Go(string? kind) => Navigation.NavigateTo(string.IsNullOrEmpty(kind) ? Urls.Interviews : $"{Urls.Interviews}?kind={kind}");

    private string? WrongOf(InterviewView interview, string field) => Wrong(field) is { } wrong && _corrected == interview.Occasion.Id ? wrong : null;

    private async Task CorrectAsync(InterviewView interview, Correction correction)
    {
        _corrected = interview.Occasion.Id;
        await SubmitAsync(interview.Occasion.Id.ToString(), ct => CorrectInterview.RunAsync(Actor, interview.Occasion.Id, correction, ct), after => _dropped = after.Reading.IsInterview ? _dropped : after);
    }

    private Task TakeBackAsync(InterviewView interview) => DoAsync(interview.Occasion.Id.ToString(), ct => CorrectInterview.UndoAsync(Actor, interview.Occasion.Id, ct));

    private async Task UndoAsync()
    {
        await DoAsync("undo", ct => CorrectInterview.UndoAsync(Actor, _dropped!.Occasion.Id, ct));
        _dropped = Refusal is null ? null : _dropped;
    }

    private Task RemindAsync(InterviewView interview, int minutes) => DoAsync(interview.Occasion.Id.ToString(), ct => AddReminder.RunAsync(Actor, interview.Occasion, minutes, ct));

    private Task ForgetAsync(InterviewView interview, ReminderView reminder) => DoAsync(interview.Occasion.Id.ToString(), ct => DeleteReminder.RunAsync(Actor, reminder.Id, ct));
}
