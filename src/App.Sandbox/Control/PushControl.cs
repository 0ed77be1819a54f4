using System.Globalization;
using App.Sandbox.Push;

namespace App.Sandbox.Control;

/// <summary>Pushes as tests drive them: what was sent, waiting for the rest, letting go what is kept back.</summary>
internal sealed class PushControl(PushDelivery delivery, PushLog log)
{
    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/pushes", context => ControlAnswer.OkAsync(context, new { items = log.Since(Since(context)) }));
        control.MapDelete("/pushes", context =>
        {
            log.Clear();
            return ControlAnswer.OkAsync(context, new { cleared = true });
        });
        control.MapPost("/pushes/settle", SettleAsync);
        control.MapPost("/pushes/release", context =>
        {
            delivery.Release();
            return SettleAsync(context);
        });
    }

    private async Task SettleAsync(HttpContext context)
    {
        await delivery.SettleAsync(context.RequestAborted);
        await ControlAnswer.OkAsync(context, new { settled = true });
    }

    private static long Since(HttpContext context) =>
        long.TryParse(context.Request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : 0;
}
