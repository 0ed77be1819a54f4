using System.Globalization;
using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Control;

/// <summary>What the forms of the control page send.</summary>
internal sealed class ControlForms(ControlPage page, ControlApi api, SandboxSettings settings, FaultBoard faults)
{
    public void Map(IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("", page.ShowAsync);
        var forms = sandbox.MapGroup("/page");
        forms.MapPost("/faults", SwitchOnAsync);
        forms.MapPost("/faults/clear", SwitchOffAsync);
        forms.MapPost("/settings", SaveAsync);
        forms.MapPost("/reset", context =>
        {
            api.Reset();
            Notice.Return(context, Home(context), "reset");
            return Task.CompletedTask;
        });
    }

    private async Task SwitchOnAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Enum.TryParse<FaultKind>(form["kind"], out var kind))
        {
            faults.Add(new Fault
            {
                Kind = kind,
                Account = Text(form, "account"),
                Operation = Text(form, "operation"),
                Count = Number(form, "count"),
                RetryAfterSeconds = Number(form, "retryAfterSeconds"),
                DelayMs = Number(form, "delayMs"),
            });
        }

        Notice.Return(context, Home(context), "fault-on");
    }

    private async Task SwitchOffAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        foreach (var fault in faults.On.Where(f => f.Kind.ToString() == form["kind"]))
        {
            faults.Remove(fault.Id);
        }

        Notice.Return(context, Home(context), "fault-off");
    }

    private async Task SaveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var vendor = form["vendor"].ToString();
        var changes = new JsonObject();
        foreach (var field in settings.Fields(vendor))
        {
            changes[field.Name] = Read(field, form);
        }

        var error = settings.Change(vendor, changes);
        Notice.Return(context, Home(context), error is null ? "settings" : "settings-wrong");
    }

    private static JsonNode? Read(SettingField field, IFormCollection form)
    {
        if (field.IsTick)
        {
            return form[field.Name] == "on";
        }

        return field.Choices.Count > 0 ? form[field.Name].ToString() : Number(form, field.Name);
    }

    private static string Home(HttpContext context) => SandboxUrls.Path(context.Request, "");

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static int? Number(IFormCollection form, string name) =>
        int.TryParse(form[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
