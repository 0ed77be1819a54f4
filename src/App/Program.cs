using App.Api;
using App.Auth;
using App.Availability;
using App.Calendars;
using App.Conflicts;
using App.Connections;
using App.Hosting;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Calendars;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Connections;
using App.Infrastructure.Jobs;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using App.Infrastructure.Providers;
using App.Monitoring;
using App.Organizations;
using App.Ui;

return await AppCommands.RunAsync(args, settings =>
{
    var builder = Installation.CreateBuilder(settings);
    builder.AddHosting();
    builder.AddSignIn();
    builder.Services.AddMail(builder.Configuration).AddProviders().AddAccountConnections().AddCalendars().AddBlocks().AddConflicts().AddMonitoring().AddJobs();
    builder.Services.AddApi();
    builder.AddSandboxIfEnabled();
    builder.Services.AddUi();

    var app = builder.Build();
    app.UseHosting();
    app.UseApiFailures();
    app.UseUiErrors();
    app.UseSignIn();
    app.UseAntiforgery();
    app.UseApi();
    app.MapHealth();
    app.MapSignIn();
    app.MapUi();
    app.MapSandboxIfEnabled();

    var api = app.MapApi();
    api.MapProviders();
    api.MapConnections();
    api.MapCalendars();
    api.MapEvents();
    api.MapTimeBlocks();
    api.MapConflicts();
    api.MapSyncs();
    api.MapSignals();
    api.MapActivities();
    api.MapMe();
    api.MapMembers();
    api.MapApiKeys();
    return app;
});
