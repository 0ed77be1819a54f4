using App.Auth;
using App.Hosting;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Jobs;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using App.Infrastructure.Providers;
using App.Ui;

return await AppCommands.RunAsync(args, () =>
{
    var builder = Installation.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddMail(builder.Configuration).AddProviders().AddAccountConnections().AddCalendars().AddMonitoring().AddJobs();
    builder.AddSignIn();
    builder.Services.AddUi();

    var app = builder.Build();
    app.UseHosting();
    app.UseUiErrors();
    app.UseSignIn();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapSignIn();
    app.MapUi();
    return app;
});
