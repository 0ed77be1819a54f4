using System.Text;
using App.Domain.Tests.Calendars.Recurrence;

namespace App.Domain.Tests.Calendars.ICalendar;

/// <summary>Valid calendars, and what bad luck and bad will make of them.</summary>
internal static class MutatedText
{
    private static readonly byte[][] Valid = [.. new[]
    {
        Ics.Calendar(
            "BEGIN:VTIMEZONE", "TZID:Home", "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
            "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;UNTIL=20371025T010000Z;BYMONTH=10;BYDAY=-1SU", "RDATE:20390101T000000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE",
            "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Home:20250105T090000", "DTEND;TZID=Home:20250105T100000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=40;BYDAY=MO,WE;WKST=SU", "EXDATE;TZID=Home:20250119T090000,20250202T090000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;TZID=Home:20250115T090000", "DTSTART;TZID=Home:20250116T140000", "DURATION:PT1H30M", "STATUS:CANCELLED", "SEQUENCE:2", "END:VEVENT",
            "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Home:20250305T090000", "DTSTART;TZID=Home:20250306T080000", "DURATION:P1D", "END:VEVENT"),
        Ics.Event("DTSTART;VALUE=DATE:20250228", "RRULE:FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=-1,13;BYDAY=FR,-1SA,53SU;BYSETPOS=1,-1", "RDATE;VALUE=DATE:20250401,20250402", "SUMMARY;LANGUAGE=\"de\":Käse\\, Brot"),
        Ics.Event("DTSTART:20250101T000000Z", "DURATION:PT45M", "RRULE:FREQ=SECONDLY;INTERVAL=3601;BYHOUR=1,2,3;BYMINUTE=0,30;BYSECOND=1,59;BYYEARDAY=1,-1,100;UNTIL=20270101T000000Z", "EXRULE:FREQ=HOURLY;BYDAY=MO"),
        Ics.Event("DTSTART;TZID=America/New_York:20250309T023000", "RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=1,2,3", "RDATE;VALUE=PERIOD:20250310T000000Z/PT2H,20250311T000000Z/20250311T010000Z"),
        Ics.Event("DTSTART;TZID=W. Europe Standard Time:20241230T120000", "RRULE:FREQ=YEARLY;BYWEEKNO=1,-1,53;INTERVAL=3;BYDAY=MO,SU", "ATTENDEE;CN=\"A ^'B^'\";PARTSTAT=DECLINED:mailto:a@northwind.example"),
        Ics.Event("DTSTART:20250101T090000", "RRULE:FREQ=MONTHLY;BYDAY=2TU,-1FR;BYHOUR=9,17;COUNT=2147483647", "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM"),
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Words = [.. new[]
    {
        "0", "-1", "1", "53", "366", "99999999999999999999", "2147483647", "00000000", "00010101", "99991231", "00010101T000000", "99991231T235959Z", "20250230", "P", "PT", "P999999999999W", "+1800", "-1800", "+2400",
        "FREQ=", "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", ";INTERVAL=", ";COUNT=", ";UNTIL=", ";BYSETPOS=", ";BYDAY=", ";BYHOUR=", ";BYMONTHDAY=", ";BYWEEKNO=", "MO", "-53SU",
        "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VTIMEZONE\r\n", "RRULE:FREQ=SECONDLY\r\n", "RDATE:", "EXDATE:", ";TZID=", ";VALUE=DATE", ";RANGE=THISANDFUTURE", "Pacific/Apia", "Home", "\r\n", "\r\n ", "\n", "\"", ":", ";", ",", "=", "\\", "^", "/", "\0",
    }.Select(Encoding.UTF8.GetBytes)];

    public static byte[] Make(SeededNumbers random)
    {
        var text = new List<byte>(random.Of(Valid));
        for (var left = random.OneIn(3) ? random.Between(3, 8) : random.Between(1, 2); left > 0; left--)
        {
            Mutate(text, random);
        }

        return [.. text];
    }

    private static void Mutate(List<byte> text, SeededNumbers random)
    {
        var at = random.Next(text.Count + 1);
        var length = Math.Min(random.Next(random.OneIn(4) ? 200 : 12), text.Count - at);
        switch (random.Next(11))
        {
            case 0 when at < text.Count:
                text[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                text.RemoveRange(at, length);
                break;
            case 2 when random.OneIn(8):
                text.RemoveRange(at, text.Count - at);
                break;
            case 3:
                text.InsertRange(at, text.GetRange(at, length));
                break;
            case 4:
                var other = random.Of(Valid);
                var from = random.Next(other.Length);
                text.InsertRange(at, other.AsSpan(from, Math.Min(length, other.Length - from)).ToArray());
                break;
            case 5 or 8 or 9 or 10:
                Replace(text, random);
                break;
            case 6:
                DuplicateLine(text, at);
                break;
            default:
                text.InsertRange(at, random.Of(Words));
                break;
        }
    }

    /// <summary>A number, a name or a value becomes another: what stays well formed gets deeper in.</summary>
    private static void Replace(List<byte> text, SeededNumbers random)
    {
        var at = random.Next(text.Count + 1);
        var start = text.FindIndex(at, b => b is (byte)'=' or (byte)':' or (byte)',' or (byte)'T') + 1;
        if (start > 0)
        {
            var end = text.FindIndex(start, b => !char.IsAsciiLetterOrDigit((char)b));
            text.RemoveRange(start, (end < 0 ? text.Count : end) - start);
            text.InsertRange(start, random.Of(Words));
        }
    }

    private static void DuplicateLine(List<byte> text, int at)
    {
        var start = at == 0 ? 0 : text.LastIndexOf((byte)'\n', at - 1) + 1;
        var end = text.IndexOf((byte)'\n', start);
        if (end > start)
        {
            text.InsertRange(start, text.GetRange(start, end + 1 - start));
        }
    }
}
