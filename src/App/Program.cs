using App.Ui;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddUi();

var app = builder.Build();
app.UseUiErrors();
app.UseAntiforgery();
app.MapUi();
await app.RunAsync();
