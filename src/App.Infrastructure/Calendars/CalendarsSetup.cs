using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Calendars.Writing;
using App.Infrastructure.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Calendars;

/// <summary>Registers the use cases of calendars.</summary>
public static class CalendarsSetup
{
    public static IServiceCollection AddCalendars(this IServiceCollection services) => services
        .AddSingleton<SyncSignal>()
        .AddPush()
        .AddSingleton<SyncClaims>()
        .AddSingleton<SyncLedger>()
        .AddSingleton<SyncCalendar>()
        .AddSingleton<RefreshCalendars>()
        .AddSingleton<ReconcileCalendar>()
        .AddSingleton<RequestReconcile>()
        .AddSingleton<ReadDrift>()
        .AddSingleton<RequestSync>()
        .AddSingleton<ListCalendars>()
        .AddSingleton<ChangeCalendar>()
        .AddSingleton<ListEvents>()
        .AddSingleton<CreateEvent>()
        .AddSingleton<ChangeEvent>()
        .AddSingleton<DeleteEvent>()
        .AddSingleton<ListSyncRuns>()
        .AddSingleton<ReadSyncStatus>()
        .AddSingleton<ITimeZoneChanged, LayOutAllDayEvents>();
}
