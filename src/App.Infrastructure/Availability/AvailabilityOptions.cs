using System.ComponentModel.DataAnnotations;

namespace App.Infrastructure.Availability;

/// <summary>Section <c>Availability</c>: how it is told when someone is free.</summary>
public sealed class AvailabilityOptions
{
    public const string Section = "Availability";

    /// <summary>Minutes for which the stored copy of a calendar is believed. One that is older is asked for live, and times it can't be asked about are unknown, never free.</summary>
    [Range(1, 1440)]
    public int FreshMinutes { get; set; } = 15;
}
