using System.ComponentModel.DataAnnotations;

namespace App.Infrastructure.Hosting;

/// <summary>Section <c>Mail</c>: the SMTP server that invitations and notifications go through. Without <c>Mail:Host</c> no mail is sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>Name of the SMTP server. Default: none, and no mail is sent.</summary>
    public string? Host { get; set; }

    /// <summary>Port of the SMTP server.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether STARTTLS is demanded.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>User name at the SMTP server. Default: none, and no authentication.</summary>
    public string? User { get; set; }

    /// <summary>Password at the SMTP server. A secret: set it by environment variable or user secrets.</summary>
    public string? Password { get; set; }

    /// <summary>Address mails come from, such as <c>hub@example.com</c>.</summary>
    public string? From { get; set; }

    public bool IsSetUp => !string.IsNullOrEmpty(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSetUp && !System.Net.Mail.MailAddress.TryCreate(From, out _))
        {
            yield return new("must be a mail address, as Mail:Host is set", [nameof(From)]);
        }
    }
}
