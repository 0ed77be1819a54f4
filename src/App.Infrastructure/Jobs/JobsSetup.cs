using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Connections;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace App.Infrastructure.Jobs;

/// <summary>
/// Registers the jobs. Quartz only triggers, in memory, on every node; whoever fires claims the work in the database, so two nodes never do it twice.
/// </summary>
public static class JobsSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddHostedService<SyncPump>();
        services.AddHostedService<SignalPump>();
        services.AddHostedService<ChannelPump>();
        services.AddHostedService<StepPump>();
        services.AddHostedService<ComeBackPump>();
        services.AddHostedService<ConflictPump>();
        services.AddWebhookPump();
        services.AddHostedService<ReplayPump>();
        services.AddHostedService<InboundPump>();
        services.AddSingleton<RefreshGrants>();
        services.AddSingleton<FinishAuthorizations>();
        services.AddSingleton<CheckConnections>();
        services.AddSingleton<CleanUp>();
        services.AddSingleton<MailNotifications>();
        services.AddQuartz(q => q
            .Every<SyncDueCalendarsJob>(TimeSpan.FromMinutes(1))
            .Every<KeepChannelsJob>(TimeSpan.FromMinutes(1))
            .Every<CompleteBookingsJob>(TimeSpan.FromMinutes(1))
            .Every<FollowCalendarsJob>(TimeSpan.FromMinutes(5))
            .Every<ReconcileCalendarsJob>(TimeSpan.FromMinutes(1))
            .Every<DetectConflictsJob>(TimeSpan.FromMinutes(1))
            .Every<LayOutBlocksJob>(TimeSpan.FromHours(1))
            .Every<ReplayJob>(TimeSpan.FromMinutes(1))
            .Every<RefreshGrantsJob>(TimeSpan.FromMinutes(5))
            .Every<CheckConnectionsJob>(TimeSpan.FromMinutes(5))
            .Every<FinishAuthorizationsJob>(TimeSpan.FromMinutes(1))
            .Every<RevokeAccessJob>(TimeSpan.FromMinutes(1))
            .Every<MailNotificationsJob>(TimeSpan.FromMinutes(1))
            .Every<SendRemindersJob>(TimeSpan.FromMinutes(1))
            .Every<MailRemindersJob>(TimeSpan.FromMinutes(1))
            .Every<WatchEndpointsJob>(TimeSpan.FromMinutes(1))
            .Every<WakeInboundJob>(TimeSpan.FromMinutes(1))
            .Every<FinishRemovalsJob>(TimeSpan.FromHours(1))
            .Every<CleanUpJob>(TimeSpan.FromHours(24)));
        return services.AddQuartzHostedService(o =>
        {
            o.AwaitApplicationStarted = true;
            o.WaitForJobsToComplete = true;
        });
    }

    private static IQuartzBuilder Every<T>(this IQuartzBuilder quartz, TimeSpan interval)
        where T : IJob
    {
        quartz.ScheduleJob<T>(t => t.WithIdentity(typeof(T).Name).WithSimpleSchedule(interval));
        return quartz;
    }
}
