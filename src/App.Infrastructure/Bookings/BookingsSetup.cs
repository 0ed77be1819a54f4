using App.Infrastructure.Availability;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Bookings;

/// <summary>Registers the use cases of bookings.</summary>
public static class BookingsSetup
{
    public static IServiceCollection AddBookings(this IServiceCollection services)
    {
        // First of all that ends with her: events are taken back while her calendars are connected.
        services.Insert(0, ServiceDescriptor.Singleton<IMemberLeaving, LeaveBookings>());
        services.AddOptions<BookingOptions>().BindConfiguration(BookingOptions.Section);
        return services
            .AddSingleton<BookingCheck>().AddSingleton<HostTurns>().AddSingleton(sp => new ClaimTime(sp.GetRequiredService<JudgeTime>(), sp.GetRequiredService<HostTurns>())).AddSingleton<BookTime>()
            .AddSingleton<CreateBooking>().AddSingleton<HoldTime>().AddSingleton<TakeUpHold>()
            .AddSingleton<RescheduleBooking>().AddSingleton<CancelBooking>().AddSingleton<CompleteBookings>().AddSingleton<RetryBooking>().AddSingleton<ListBookings>().AddSingleton<ListHosts>().AddSingleton<ListBookedTime>()
            .AddSingleton<IStepWork, WriteEvent>()
            .AddSingleton<StepSignal>().AddSingleton<PlanSteps>().AddSingleton<StepClaims>().AddSingleton<StepLedger>().AddSingleton<StepPlaces>().AddSingleton<RunStep>()
            .AddSingleton<ComeBackSignal>().AddSingleton<FindChanges>().AddSingleton<FollowChange>().AddSingleton<AcceptChange>().AddSingleton<FollowCalendars>();
    }
}
