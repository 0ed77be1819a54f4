using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Tests.Organizations;

/// <summary>A mail server that takes everything, refuses everything, or is not there.</summary>
public sealed class RecordedMail : IMailer
{
    public List<Mail> Sent { get; } = [];

    public bool IsSetUp { get; set; }

    public bool Refuses { get; set; }

    public Task<Result<Done>> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (Refuses)
        {
            return Task.FromResult<Result<Done>>(new Failure.Unavailable("The mail server did not take the message."));
        }

        Sent.Add(mail);
        return Task.FromResult(Result.Done);
    }
}

/// <summary>The neighbours' side of the hooks.</summary>
public sealed class RecordedHooks : IMemberLeaving, ITimeZoneChanged, IProviderCredentialsProbe
{
    public List<Guid> Left { get; } = [];

    public List<string> Zones { get; } = [];

    public Result<Done> Answer { get; set; } = Result.Done;

    public string? AskedSecret { get; private set; }

    public Task<Result<Done>> LeaveAsync(Actor actor, Guid memberId, CancellationToken cancellationToken)
    {
        Left.Add(memberId);
        return Task.FromResult(Result.Done);
    }

    public Task ChangedAsync(AppDbContext db, Member member, CancellationToken cancellationToken)
    {
        Zones.Add(member.TimeZone);
        return Task.CompletedTask;
    }

    public Task<Result<Done>> CheckAsync(string provider, string clientId, string clientSecret, CancellationToken cancellationToken)
    {
        AskedSecret = clientSecret;
        return Task.FromResult(Answer);
    }
}
