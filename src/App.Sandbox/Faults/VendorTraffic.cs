using App.Sandbox.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace App.Sandbox.Faults;

/// <summary>Stands between the network and every vendor: lateness, faults, a wrong clock, and the request log.</summary>
internal sealed class VendorTraffic(RequestLog log, FaultBoard faults, ConcurrencyGate gate, SandboxSettings settings, SandboxClock clock)
{
    private const int DefaultDelayMs = 10_000;
    private const int CrowdedSeconds = 1;

    /// <summary>Wraps each endpoint of a vendor.</summary>
    public void Watch(RouteGroupBuilder group, ISandboxVendor vendor) =>
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => RunAsync(context, vendor, next);
        });

    private async Task RunAsync(HttpContext context, ISandboxVendor vendor, RequestDelegate next)
    {
        var asked = new Asked(context, vendor, await vendor.AccountOfAsync(context), await vendor.ContinuesSyncAsync(context));
        try
        {
            await clock.DelayAsync(settings.For(vendor.Key).LatencyMs, context.RequestAborted);
            TellTime(context, vendor);
            context.Features.Set(new FaultsInReach(kind => faults.Take(asked, k => k == kind)));
            await AdmitAsync(asked, next);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client did not wait for a late answer: nobody is left to answer.
        }
        finally
        {
            log.Add(context, vendor.Key, asked.Account, clock.True);
        }
    }

    private void TellTime(HttpContext context, ISandboxVendor vendor)
    {
        if (settings.For(vendor.Key).ClockSkewSeconds != 0)
        {
            context.Response.Headers.Date = clock.Now(vendor.Key).ToDateTimeUtc().ToString("R");
        }
    }

    private async Task AdmitAsync(Asked asked, RequestDelegate next)
    {
        var limit = asked.Vendor.IsApiCall(asked.Context) ? settings.For(asked.Vendor.Key).ConcurrentRequests : null;
        using var place = gate.Enter($"{asked.Vendor.Key}/{asked.Account}", limit);
        if (place is null)
        {
            await RefuseAsync(asked, new Fault { Kind = FaultKind.TooMany429, RetryAfterSeconds = CrowdedSeconds });
            return;
        }

        await AnswerAsync(asked, next);
    }

    private async Task AnswerAsync(Asked asked, RequestDelegate next)
    {
        var context = asked.Context;
        if (faults.Take(asked, k => k == FaultKind.Slow) is { } slow)
        {
            await clock.DelayAsync(slow.DelayMs ?? DefaultDelayMs, context.RequestAborted);
        }

        var fault = faults.Take(asked, IsAnswer);
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
                await RefuseAsync(asked, fault);
                break;
        }
    }

    private static bool IsAnswer(FaultKind kind) =>
        kind is not (FaultKind.Slow or FaultKind.NoRefreshToken or FaultKind.EmptyPage or FaultKind.MalformedEvent
            or FaultKind.DroppedPush or FaultKind.DuplicatedPush or FaultKind.LatePush);

    private static Task RefuseAsync(Asked asked, Fault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
        {
            asked.Context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return asked.Vendor.AnswerFaultAsync(asked.Context, fault);
    }

    private static async Task TruncateAsync(HttpContext context, RequestDelegate next)
    {
        var real = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var whole = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(whole));
        await next(context);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        context.Features.Set(real);
        context.Response.ContentLength = whole.Length / 2;
        await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, (int)(whole.Length / 2)), context.RequestAborted);
    }
}

/// <summary>A request with what its vendor reads in it.</summary>
internal sealed record Asked(HttpContext Context, ISandboxVendor Vendor, string? Account, bool ContinuesSync);

/// <summary>Lets a handler ask for the faults only it can act out.</summary>
internal sealed class FaultsInReach(Func<FaultKind, Fault?> take)
{
    public bool Strikes(FaultKind kind) => take(kind) is not null;
}
