using System.Net.Mail;

namespace App.Infrastructure.Organizations;

/// <summary>E-mail addresses as they are compared: whole, trimmed and in lower case.</summary>
internal static class EmailAddress
{
    private const int Length = 320;

    /// <summary>The comparable spelling, or null where the text is no address.</summary>
    public static string? Normalize(string? text)
    {
        var trimmed = text?.Trim();
        return trimmed is { Length: > 2 and <= Length }
            && MailAddress.TryCreate(trimmed, out var address)
            && string.Equals(address.Address, trimmed, StringComparison.Ordinal)
            && !trimmed.Any(char.IsControl)
            ? trimmed.ToLowerInvariant()
            : null;
    }

    /// <summary>What stands after the at sign.</summary>
    public static string? DomainOf(string? normalized) => normalized?[(normalized.LastIndexOf('@') + 1)..];
}
