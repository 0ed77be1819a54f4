using System.Net;
using System.Net.Mail;
using App.Domain;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Notifications;

/// <summary>Sends by SMTP.</summary>
public sealed partial class SmtpMailer(IOptions<MailOptions> options, ILogger<SmtpMailer> logger) : IMailer
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly Failure NotSetUp = new Failure.Unavailable("No mail server is set up.", Retryable: false);
    private static readonly Failure NotTaken = new Failure.Unavailable("The mail server did not take the message.");

    public bool IsSetUp => options.Value.Host.Length > 0;

    public async Task<Result<Done>> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (!IsSetUp)
        {
            return NotSetUp;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using var client = Connect(options.Value);
            using var message = new MailMessage(options.Value.From, mail.To, mail.Subject, mail.Text);
            await client.SendMailAsync(message, limit.Token);
            return Result.Done;
        }
        catch (Exception e) when (e is SmtpException or FormatException or InvalidOperationException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNotTaken(e);
            return NotTaken;
        }
    }

    private static SmtpClient Connect(MailOptions options) => new(options.Host, options.Port)
    {
        EnableSsl = options.UseTls,
        Credentials = options.User.Length > 0 ? new NetworkCredential(options.User, options.Password) : null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail could not be handed to the server.")]
    private partial void LogNotTaken(Exception exception);
}
