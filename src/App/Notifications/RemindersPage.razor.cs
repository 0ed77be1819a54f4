using App.Domain;
using App.Domain.Notifications;
using App.Infrastructure.Notifications;
using Microsoft.AspNetCore.Components;

namespace App.Notifications;

/// <summary>When and where a member is reminded of her bookings and interviews.</summary>
public partial class RemindersPage
{
    private static readonly int[] Offered = [5, 15, 30, 60, 120, 1440, 2880, 10_080];

    private readonly SortedSet<int> _minutes = [];
    private long? _version;
    private bool _inApp;
    private bool _byMail;
    private bool _saved;

    [Inject] private ChangeReminderSettings Settings { get; set; } = null!;

    [Inject] private IMailer Mailer { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Reminders };

    /// <summary>Those offered, and what a program chose besides.</summary>
    private IEnumerable<int> Choices => Offered.Union(_minutes).Order();

    private string MailSaid => !Mailer.IsSetUp ? "No mail is sent: this server has no mail set up." : Viewer.Email.Length > 0 ? $"To {Viewer.Email}, if your sign-in service has verified it." : "Your sign-in service gives no address of yours.";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await Settings.ReadAsync(Actor, cancellationToken)).TryGet(out var settings, out var failure))
        {
            return failure;
        }

        if (_version != settings.Version)
        {
            Take(settings);
        }

        return null;
    }

    private void Take(ReminderSettings settings)
    {
        (_version, _inApp, _byMail) = (settings.Version, settings.InApp, settings.ByMail);
        _minutes.Clear();
        _minutes.UnionWith(settings.Minutes);
    }

    private void Choose(int minutes, bool chosen)
    {
        _saved = false;
        _ = chosen ? _minutes.Add(minutes) : _minutes.Remove(minutes);
    }

    private Task SaveAsync() => SubmitAsync("save", ct => Settings.RunAsync(Actor, new ReminderSettingsChange([.. _minutes], _inApp, _byMail), _version, ct), settings =>
    {
        Take(settings);
        _saved = true;
    });
}
