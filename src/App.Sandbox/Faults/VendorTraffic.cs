using App.Sandbox.Hosting;

namespace App.Sandbox.Faults;

/// <summary>Stands between the network and every vendor: lateness, faults, a wrong clock, and the request log.</summary>
internal sealed class VendorTraffic(RequestLog log, FaultBoard faults, SandboxSettings settings, SandboxClock clock)
{
    private const int DefaultDelayMs = 10_000;

    /// <summary>Wraps each endpoint of a vendor.</summary>
    public void Watch(RouteGroupBuilder group, ISandboxVendor vendor) =>
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => RunAsync(context, vendor, next);
        });

    private async Task RunAsync(HttpContext context, ISandboxVendor vendor, RequestDelegate next)
    {
        var account = await vendor.AccountOfAsync(context);
        try
        {
            await clock.DelayAsync(settings.For(vendor.Key).LatencyMs, context.RequestAborted);
            TellTime(context, vendor);
            context.Features.Set(new FaultsInReach(kind => faults.Take(context, vendor, account, k => k == kind)));
            await AnswerAsync(context, vendor, account, next);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client did not wait for a late answer: nobody is left to answer.
        }
        finally
        {
            log.Add(context, vendor.Key, account, clock.True);
        }
    }

    private void TellTime(HttpContext context, ISandboxVendor vendor)
    {
        if (settings.For(vendor.Key).ClockSkewSeconds != 0)
        {
            context.Response.Headers.Date = clock.Now(vendor.Key).ToDateTimeUtc().ToString("R");
        }
    }

    private async Task AnswerAsync(HttpContext context, ISandboxVendor vendor, string? account, RequestDelegate next)
    {
        if (faults.Take(context, vendor, account, k => k == FaultKind.Slow) is { } slow)
        {
            await clock.DelayAsync(slow.DelayMs ?? DefaultDelayMs, context.RequestAborted);
        }

        var fault = faults.Take(context, vendor, account, IsAnswer);
        switch (fault?.Kind)
        {
            case null:
                await next(context);
                break;
            case FaultKind.Dropped:
                context.Abort();
                break;
            case FaultKind.Truncated:
                await TruncateAsync(context, next);
                break;
            default:
                Hint(context, fault);
                await vendor.AnswerFaultAsync(context, fault);
                break;
        }
    }

    private static bool IsAnswer(FaultKind kind) =>
        kind is not (FaultKind.Slow or FaultKind.NoRefreshToken or FaultKind.EmptyPage or FaultKind.MalformedEvent);

    private static void Hint(HttpContext context, Fault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task TruncateAsync(HttpContext context, RequestDelegate next)
    {
        var real = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()!;
        using var whole = new MemoryStream();
        context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>(new StreamResponseBodyFeature(whole));
        await next(context);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        context.Features.Set(real);
        context.Response.ContentLength = whole.Length / 2;
        await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, (int)(whole.Length / 2)), context.RequestAborted);
    }
}

/// <summary>Lets a handler ask for the faults only it can act out.</summary>
internal sealed class FaultsInReach(Func<FaultKind, Fault?> take)
{
    public bool Strikes(FaultKind kind) => take(kind) is not null;
}
