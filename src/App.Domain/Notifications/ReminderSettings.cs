using System.Globalization;

namespace App.Domain.Notifications;

/// <summary>How a member is reminded of her bookings and interviews, where she asked for nothing else.</summary>
public sealed class ReminderSettings : IVersioned, ITopical
{
    /// <summary>Four weeks.</summary>
    public const int MostMinutes = 40_320;

    public const int MostTimes = 5;

    private static readonly int[] UsualTimes = [15, 60, 1440];

    /// <summary>The member's own id.</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Minutes before the beginning, ascending and parted by a space; never queried. Empty: not at all.</summary>
    public string Times { get; set; } = Write(UsualTimes);

    public bool InApp { get; set; } = true;

    public bool ByMail { get; set; } = true;

    public long Version { get; set; }

    /// <summary>The minutes of <see cref="Times"/>.</summary>
    public IReadOnlyList<int> Minutes => [.. Times.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture))];

    string ITopical.Topic => Topics.Reminders;

    /// <summary>What holds until she changes it: 15 minutes, an hour and a day before, in the app and by mail.</summary>
    public static ReminderSettings Usual(Guid organizationId, Guid memberId) => new() { Id = memberId, OrganizationId = organizationId };

    /// <summary>Distinct and in order, as <see cref="Times"/> has them.</summary>
    public static string Write(IEnumerable<int> minutes) => string.Join(' ', minutes.Distinct().Order().Select(m => m.ToString(CultureInfo.InvariantCulture)));
}
