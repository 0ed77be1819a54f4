namespace App.Domain.Calendars.ICalendar;

/// <summary>What a component is made of, in the order in which it was written: properties and components.</summary>
public abstract class ContentNode
{
    private protected ContentNode()
    {
    }
}
