using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace App.Infrastructure.Notifications;

/// <summary>Section <c>Mail</c>: the server that sends mail. Without a host no mail is sent, and nothing else changes.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>SMTP server; empty: no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Port of the server.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>User name at the server; empty: no login.</summary>
    public string User { get; set; } = "";

    /// <summary>Password of the user. A secret: set it by environment variable or user secrets.</summary>
    public string Password { get; set; } = "";

    /// <summary>Sender's address, such as <c>Integrations &lt;hub@example.org&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Ask for STARTTLS, and send nothing where the server has none.</summary>
    public bool UseTls { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && !MailAddress.TryCreate(From, out _))
        {
            yield return new("must be an address, because Mail:Host is set", [nameof(From)]);
        }

        if (User.Length > 0 && !UseTls)
        {
            yield return new("must be true, because Mail:User is set: a password never travels unencrypted", [nameof(UseTls)]);
        }
    }
}
