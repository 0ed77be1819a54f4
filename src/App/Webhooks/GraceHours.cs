using App.Domain;
using App.Infrastructure.Webhooks.Endpoints;
using NodaTime;

namespace App.Webhooks;

/// <summary>How long a secret that is replaced goes on, as programs say it: in whole hours.</summary>
internal static class GraceHours
{
    public static Result<Duration> Read(int hours)
    {
        var most = (int)RotateSecret.MostGrace.TotalHours;
        return hours < 0 || hours > most ? new Failure.Invalid("graceHours", $"Must be from 0 to {most} hours.") : Duration.FromHours(hours);
    }
}
