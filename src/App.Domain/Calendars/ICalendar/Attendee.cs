namespace App.Domain.Calendars.ICalendar;

/// <summary>One who is invited, or who invites (ATTENDEE, ORGANIZER).</summary>
/// <param name="Address">As written without <c>mailto:</c>; mostly a mail address.</param>
/// <param name="Name">CN, or null.</param>
/// <param name="Response">PARTSTAT; DELEGATED and what is unknown count as not answered.</param>
/// <param name="Role">ROLE as written, or null.</param>
public sealed record Attendee(string Address, string? Name, Response Response, string? Role)
{
    private const string MailTo = "mailto:";

    internal static Attendee Of(Property property)
    {
        var address = property.Value.Trim();
        return new(
            address.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) ? address[MailTo.Length..] : address,
            property.Parameter("CN"),
            ResponseOf(property.Parameter("PARTSTAT")),
            property.Parameter("ROLE"));
    }

    private static Response ResponseOf(string? participation) => participation?.ToUpperInvariant() switch
    {
        "ACCEPTED" => Response.Accepted,
        "TENTATIVE" => Response.Tentative,
        "DECLINED" => Response.Declined,
        _ => Response.NeedsAction,
    };
}
