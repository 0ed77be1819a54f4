namespace App.Infrastructure.Tests.Calendars.Convergence;

/// <summary>What happened in histories.</summary>
internal sealed class HistoryFigures
{
    public int Histories { get; set; }

    public int Changes { get; set; }

    public int Passes { get; set; }

    /// <summary>Passes that ran because the vendor pushed.</summary>
    public int Pushed { get; set; }

    public int Faults { get; set; }

    public int Crashes { get; set; }

    public int Lates { get; set; }

    public int Expired { get; set; }

    public int Rolled { get; set; }

    /// <summary>Occurrences spoiled behind the product's back, each of which a comparison has counted.</summary>
    public int Spoiled { get; set; }

    /// <summary>Occurrences compared with the provider's at the ends of histories.</summary>
    public long Compared { get; set; }

    public void Add(HistoryFigures other)
    {
        Histories += other.Histories;
        Changes += other.Changes;
        Passes += other.Passes;
        Pushed += other.Pushed;
        Faults += other.Faults;
        Crashes += other.Crashes;
        Lates += other.Lates;
        Expired += other.Expired;
        Rolled += other.Rolled;
        Spoiled += other.Spoiled;
        Compared += other.Compared;
    }

    public override string ToString() =>
        $"{Histories} histories: {Changes} changes, {Passes} passes, {Pushed} more by pushes, {Faults} outages, {Crashes} crashes, {Lates} late workers, {Expired} expired tokens, {Rolled} rolled windows; "
        + $"{Spoiled} occurrences spoiled and counted, {Compared} compared at the ends, 0 different";
}
