using App.Hosting;
using App.Ui;

return await AppCommands.RunAsync(args, () =>
{
    var builder = Installation.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddUi();

    var app = builder.Build();
    app.UseHosting();
    app.UseUiErrors();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapUi();
    return app;
});
