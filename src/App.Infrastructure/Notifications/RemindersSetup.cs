using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Notifications;

/// <summary>Registers reminders.</summary>
public static class RemindersSetup
{
    public static IServiceCollection AddReminders(this IServiceCollection services) => services
        .AddSingleton<ChangeReminderSettings>()
        .AddSingleton<ListReminders>()
        .AddSingleton<AddReminder>()
        .AddSingleton<DeleteReminder>()
        .AddSingleton<LayOutReminders>()
        .AddSingleton<SendReminders>()
        .AddSingleton<MailReminders>();
}
