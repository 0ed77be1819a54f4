using System.Security.Cryptography;
using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>
/// Ids of events. An immutable one stays for ever; the other kind names the calendar too and so changes when the event
/// moves. A client gets the kind it asks for on each request, and may send either.
/// </summary>
internal static class ItemIds
{
    private const string Immutable = "AAkALg";
    private const string Mutable = "AAMkAD";
    private const int CalendarLength = 8;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string NewKey() => RandomNumberGenerator.GetString(Alphabet, 24);

    public static string Write(string key, CalendarInfo calendar, bool immutable) =>
        immutable ? Immutable + key : Mutable + StableIds.Hex(calendar.Id, CalendarLength) + key;

    /// <summary>The key in an id of either kind; something nobody has if it is none.</summary>
    public static string Read(string id)
    {
        if (id.StartsWith(Immutable, StringComparison.Ordinal))
        {
            return id[Immutable.Length..];
        }

        return id.StartsWith(Mutable, StringComparison.Ordinal) && id.Length > Mutable.Length + CalendarLength
            ? id[(Mutable.Length + CalendarLength)..]
            : "";
    }
}
