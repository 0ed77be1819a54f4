using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Reads a VEVENT. What says when it is must be readable; what only describes it is read as well as it can be.</summary>
public sealed class VEventReader
{
    private readonly VEvent _event;
    private readonly TimeReader _times;
    private readonly ContentLimits _limits;
    private List<TimeList>? _added;
    private List<TimeList>? _removed;
    private CalendarTime? _start;
    private CalendarTime? _end;
    private EventLength? _length;
    private int _datesLeft;

    private VEventReader(Component component, ZoneTable zones, ContentLimits limits) =>
        (_event, _times, _limits, _datesLeft) = (new VEvent(component), new TimeReader(zones), limits, limits.MostDates);

    public static Result<VEvent> Read(Component component, ZoneTable zones, ContentLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        return new VEventReader(component, zones, limits ?? ContentLimits.Default).Read();
    }

    private Result<VEvent> Read()
    {
        Span<char> upper = stackalloc char[32];
        foreach (var child in _event.Component.ChildList)
        {
            if (child is Property property && property.NameSpan.TryToUpper(upper, out var length) && Take(property, upper[..length]) is { } failure)
            {
                return failure;
            }
        }

        return Finish();
    }

    private Failure? Take(Property property, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "DTSTART":
                return TakeTime(property, ref _start);
            case "DTEND":
                return TakeTime(property, ref _end);
            case "RECURRENCE-ID":
                return TakeRecurrenceId(property);
            case "DURATION":
                return TakeLength(property);
            case "RRULE":
                return TakeRule(property, _event.RuleList ??= []);
            case "EXRULE":
                return TakeRule(property, _event.RemovingRuleList ??= []);
            case "RDATE":
                return TakeTimes(property, _added ??= []);
            case "EXDATE":
                return TakeTimes(property, _removed ??= []);
            default:
                EventDetails.Take(_event, property, name);
                return null;
        }
    }

    private Failure? TakeTime(Property property, ref CalendarTime? time)
    {
        if (time is not null)
        {
            return new Failure.Invalid(property.Name, "It is given twice.");
        }

        if (!_times.One(property).TryGet(out var read, out var failure))
        {
            return failure;
        }

        time = read;
        return null;
    }

    private Failure? TakeRecurrenceId(Property property)
    {
        CalendarTime? id = null;
        var failure = TakeTime(property, ref id);
        _event.RecurrenceId = id;
        _event.IsRange = ParameterReader.Find(property.ParameterSpan, "RANGE") is { } range && range.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase);
        return failure;
    }

    private Failure? TakeLength(Property property)
    {
        var read = EventLength.TryRead(property.ValueSpan.Trim(), out var length);
        _length = length;
        return read ? null : new Failure.Invalid(property.Name, "It can't be read, or is negative.");
    }

    private Failure? TakeRule(Property property, List<RecurrenceRule> rules)
    {
        if (rules.Count == _limits.MostRules)
        {
            return new Failure.Invalid(property.Name, $"There are more than {_limits.MostRules}.");
        }

        if (!RecurrenceRule.Parse(property.ValueSpan).TryGet(out var rule, out var failure))
        {
            return failure;
        }

        rules.Add(rule);
        return null;
    }

    private Failure? TakeTimes(Property property, List<TimeList> lists)
    {
        if (!_times.Many(property, ref _datesLeft).TryGet(out var list, out var failure))
        {
            return failure;
        }

        lists.Add(list);
        return null;
    }

    private Result<VEvent> Finish()
    {
        if (_start is not { } start)
        {
            return new Failure.Invalid("DTSTART", "It is missing.");
        }

        if (start.IsDate && (_event.Rules.Concat(_event.RemovingRules)).Any(rule => rule.Frequency < Frequency.Daily))
        {
            return new Failure.Invalid("RRULE", "Whole days can't recur by hours, minutes or seconds.");
        }

        _event.Start = start;
        _event.Length = LengthFrom(start);
        _event.AddedTimes = _added ?? _event.AddedTimes;
        _event.RemovedTimes = _removed ?? _event.RemovedTimes;
        _event.LongestSeconds = Math.Max(_event.Length.UpperBound, LongestPeriod());
        return _event;
    }

    /// <summary>Rounded up, because whole days are.</summary>
    private long LongestPeriod() =>
        _added?.Max(list => list.Lengths?.Max()) is > 0 and var longest ? longest + DayNumber.SecondsPerDay - 1 : 0;

    /// <summary>DTEND, or DURATION, or what §3.6.1 says of events with neither: a day for dates, no time for times.</summary>
    private EventLength LengthFrom(CalendarTime start)
    {
        var length = _length ?? default;
        if (_end is { } end)
        {
            var bothAreTimes = !start.IsDate && !end.IsDate;
            var seconds = bothAreTimes ? end.ToMoment(DateTimeZone.Utc) - start.ToMoment(DateTimeZone.Utc) : end.Seconds - start.Seconds;
            length = new EventLength(0, Math.Max(0, seconds));
        }

        return start.IsDate ? length.InWholeDays() : length;
    }
}
