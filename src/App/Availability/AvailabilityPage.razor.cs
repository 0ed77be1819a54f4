using App.Domain;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Availability;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Availability;

/// <summary>By which rules a member can be booked.</summary>
public partial class AvailabilityPage
{
    private static readonly int[] Buffers = [0, 5, 10, 15, 30, 45, 60, 90, 120];
    private static readonly int[] Notices = [0, 60, 120, 240, 480, 1440, 2 * 1440, 3 * 1440, 7 * 1440, 14 * 1440];

    private AvailabilityRulesView? _rules;
    private List<WorkingDay> _week = [];
    private int _before;
    private int _after;
    private int _notice;
    private bool _saved;

    [Inject] private ReadAvailabilityRules ReadRules { get; set; } = null!;

    [Inject] private ChangeAvailabilityRules ChangeRules { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Availability };

    private IEnumerable<WorkingDay> WeekDays => _week.Where(d => d.Day is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday));

    private IEnumerable<WorkingTime> Times => _week.SelectMany(d => d.ToTimes());

    private bool IsChanged => _rules is { } rules && (!WorkingHours.Of(Times).TryGet(out var hours, out _) || !hours.Equals(rules.Hours) || (_before, _after, _notice) != (rules.BufferBeforeMinutes, rules.BufferAfterMinutes, rules.NoticeMinutes));

    /// <summary>The next full hour.</summary>
    private Instant SoonAt => Instant.FromUnixTimeSeconds(((Clock.Now().ToUnixTimeSeconds() / 3600) + 1) * 3600);

    private string Sentence => _rules switch
    {
        null => "Your rules are being read.",
        { Hours.Times.Count: 0 } => "You have no working hours, so nobody can book you.",
        { Hours: var hours } => $"You can be booked {Total(hours)} a week, where nothing is on.",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadRules.RunAsync(Actor, cancellationToken)).TryGet(out var rules, out var failure))
        {
            return failure;
        }

        if (_rules?.Version != rules.Version)
        {
            _week = WorkingDay.WeekOf(rules.Hours, Viewer);
            (_before, _after, _notice) = (rules.BufferBeforeMinutes, rules.BufferAfterMinutes, rules.NoticeMinutes);
        }

        _rules = rules;
        return null;
    }

    private Task SaveAsync()
    {
        _saved = false;
        var change = new AvailabilityRulesChange([.. Times], _before, _after, _notice);
        return _week.Any(d => d.Wrong is not null) ? Task.CompletedTask : SubmitAsync("save", ct => ChangeRules.RunAsync(Actor, change, _rules?.Version, ct), _ => _saved = true);
    }

    private void Spread(WorkingDay model)
    {
        foreach (var day in WeekDays)
        {
            day.TakeFrom(model);
        }
    }

    private static string Total(WorkingHours hours)
    {
        var minutes = hours.Times.Sum(t => ((t.EndsAtMidnight ? 24 * 60 : (t.End.Hour * 60) + t.End.Minute) - (t.Start.Hour * 60) - t.Start.Minute));
        return minutes % 60 == 0 ? $"{minutes / 60} hours" : $"{minutes / 60} hours and {minutes % 60} minutes";
    }
}
