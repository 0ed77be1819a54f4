namespace App.Infrastructure.Notifications;

/// <summary>Section <c>Mail</c>: the server that sends mail. Without a host no mail is sent, and nothing else changes.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>SMTP server; empty: no mail.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>User name at the server; empty: no login.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Sender's address, such as <c>Integrations &lt;hub@example.org&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Ask for STARTTLS, and send nothing where the server has none.</summary>
    public bool UseTls { get; set; } = true;
}
