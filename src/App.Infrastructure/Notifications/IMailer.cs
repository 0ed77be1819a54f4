using App.Domain;

namespace App.Infrastructure.Notifications;

/// <summary>One mail in plain text.</summary>
public sealed record Mail(string To, string Subject, string Text);

/// <summary>Hands mail to a server.</summary>
public interface IMailer
{
    /// <summary>False: the operator set up no mail, and nobody should be promised any.</summary>
    bool IsSetUp { get; }

    /// <summary>Ok once the server has taken it; <see cref="Failure.Unavailable"/> where it could not be handed over.</summary>
    Task<Result<Done>> SendAsync(Mail mail, CancellationToken cancellationToken);
}
