namespace App.Domain.Calendars.ICalendar;

/// <summary>The properties that describe an event but don't say when it is. Unknown values mean what the RFC says they mean.</summary>
internal static class EventDetails
{
    /// <param name="name">In upper case.</param>
    public static void Take(VEvent target, Property property, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "UID":
                target.Uid = property.Text.Trim();
                break;
            case "SUMMARY":
                target.SummaryLine ??= property;
                break;
            case "STATUS":
                target.Status = StatusOf(property.ValueSpan.Trim());
                break;
            case "TRANSP":
                target.Transparency = Same(property.ValueSpan.Trim(), "TRANSPARENT") ? Transparency.Free : Transparency.Busy;
                break;
            case "CLASS":
                target.Classification = ClassificationOf(property.ValueSpan.Trim());
                break;
            case "SEQUENCE":
                target.Sequence = int.TryParse(property.ValueSpan.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
                break;
            case "LAST-MODIFIED":
                target.LastModified = TimeText.TryRead(property.ValueSpan.Trim(), out var seconds, out _) ? Recurrence.ZoneCursor.Bounded(seconds) : null;
                break;
            case "X-MICROSOFT-CDO-BUSYSTATUS":
                target.BusyStatus = BusyStatusOf(property.ValueSpan.Trim());
                break;
        }
    }

    private static EventStatus StatusOf(ReadOnlySpan<char> value) =>
        Same(value, "CANCELLED") ? EventStatus.Cancelled : Same(value, "TENTATIVE") ? EventStatus.Tentative : EventStatus.Confirmed;

    private static Classification ClassificationOf(ReadOnlySpan<char> value) =>
        Same(value, "PUBLIC") ? Classification.Public : Same(value, "CONFIDENTIAL") ? Classification.Confidential : Classification.Private;

    private static BusyStatus BusyStatusOf(ReadOnlySpan<char> value) =>
        Same(value, "FREE") ? BusyStatus.Free
        : Same(value, "TENTATIVE") ? BusyStatus.Tentative
        : Same(value, "BUSY") ? BusyStatus.Busy
        : Same(value, "OOF") ? BusyStatus.OutOfOffice
        : Same(value, "WORKINGELSEWHERE") ? BusyStatus.WorkingElsewhere
        : BusyStatus.Unknown;

    private static bool Same(ReadOnlySpan<char> value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);
}
