using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Notifications;

/// <summary>Registers mail.</summary>
public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<MailOptions>(configuration.GetSection(MailOptions.Section));
        return services.AddSingleton<IMailer, SmtpMailer>();
    }
}
