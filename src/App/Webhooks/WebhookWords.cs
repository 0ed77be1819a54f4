using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain.Connections;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using App.Ui;
using NodaTime;

namespace App.Webhooks;

/// <summary>How endpoints, and what is sent to them, are said.</summary>
internal static partial class WebhookWords
{
    public const string StandardUrl = "https://www.standardwebhooks.com";
    public const string LiquidUrl = "https://shopify.github.io/liquid/";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static (Tone Tone, string Word) State(EndpointView endpoint) => endpoint switch
    {
        { Status: EndpointStatus.Disabled } => (Tone.Bad, "Switched off"),
        { Status: EndpointStatus.Paused } => (Tone.Idle, "Paused"),
        { FailingSince: not null } => (Tone.Warn, "Waiting"),
        { Failed: > 0 } => (Tone.Warn, "Gave up on some"),
        { IsSlow: true } => (Tone.Warn, "Slow"),
        _ when IsUnused(endpoint) => (Tone.Idle, "Not used yet"),
        _ => (Tone.Ok, "Delivering"),
    };

    /// <summary>How sending goes, all in all.</summary>
    public static string Summary(IReadOnlyList<EndpointView> endpoints) => endpoints switch
    {
        [] => "Programs of yours are told what happens here, as it happens.",
        _ when endpoints.Where(e => State(e).Tone is Tone.Bad or Tone.Warn).ToList() is { Count: > 0 } troubled => troubled is [var only] ? $"{only.Name} needs a look." : $"{troubled.Count} endpoints need a look.",
        _ when endpoints.Where(e => e.Status == EndpointStatus.Paused).ToList() is { Count: > 0 } paused => paused is [var only] ? $"{only.Name} is paused. What happens waits for it." : $"{paused.Count} endpoints are paused. What happens waits for them.",
        _ when endpoints.Any(e => e.Waiting > 0) => "Some of what happened is still to arrive.",
        _ when endpoints.All(IsUnused) => "Nothing has been sent yet.",
        [_] => "Everything that happened was told to your endpoint.",
        _ => $"Everything that happened was told to your {endpoints.Count} endpoints.",
    };

    /// <summary>What is so, since when, and what happens next.</summary>
    public static string Sentence(EndpointView endpoint, Viewer viewer, Instant now) => endpoint switch
    {
        { Status: EndpointStatus.Disabled } => $"{endpoint.StatusReason ?? "Too much could not be delivered."} What happens meanwhile waits until a test arrives.",
        { Status: EndpointStatus.Paused } => $"Paused {At(endpoint.StatusSince, viewer, now)}. {(endpoint.StatusReason is { } reason ? reason + " " : "")}{Kept(endpoint, viewer)}",
        { FailingSince: { } since } => $"Nothing has arrived since {viewer.When(since, now)}. {Retried(endpoint, viewer)}",
        _ when IsUnused(endpoint) => "Nothing has been sent yet. Send a test, or wait until something happens.",
        { Failed: > 0 } => $"{Deliveries(endpoint.Failed, viewer)} did not arrive and will not be tried again by {(endpoint.Failed == 1 ? "itself" : "themselves")}.{(endpoint.Waiting == 0 ? "" : $" {Deliveries(endpoint.Waiting, viewer)} {(endpoint.Waiting == 1 ? "is" : "are")} still to arrive.")}",
        { IsSlow: true, MedianMilliseconds: { } median } => $"It usually takes {Took(median)} to answer, and after {endpoint.TimeoutSeconds} s a try counts as failed. Let it answer first and do its work afterwards.",
        { Waiting: > 0 } => $"{Deliveries(endpoint.Waiting, viewer)} {(endpoint.Waiting == 1 ? "is" : "are")} still to arrive.",
        _ when Tries(endpoint) is var (delivered, failed) && delivered > 0 => $"All of the last 24 hours has arrived{(failed == 0 ? endpoint.Retried == 0 ? ", on the first try" : "" : $". {Of(failed, "try", "tries", viewer)} failed and {(failed == 1 ? "was" : "were")} made again")}.",
        { LastDeliveryAt: { } last } => $"Nothing has happened in 24 hours. The last delivery arrived {At(last, viewer, now)}.",
        _ => "Nothing has arrived in 24 hours.",
    };

    /// <summary>Which events it is told of.</summary>
    public static string Told(EndpointView endpoint) => endpoint.EventTypes switch
    {
        [] => "All events",
        [var only] => only,
        { Count: var count } => $"{count} event types",
    };

    /// <summary>What became of its deliveries in 24 hours, and what waits now however old: "511 delivered, 2 failed in 24 hours. 1 waiting now."</summary>
    public static string Day(EndpointView endpoint, Viewer viewer) => Arrived(Delivered(endpoint), endpoint.FailedLately, viewer) + (Waiting(endpoint, viewer) is { } waiting ? $". {waiting}." : "");

    /// <summary>How many arrived in 24 hours.</summary>
    public static long Delivered(EndpointView endpoint) => Tries(endpoint).Delivered;

    /// <summary>Beside those that arrived: "2 failed. 1 waiting now."; null: there is none of either.</summary>
    public static string? Undelivered(EndpointView endpoint, Viewer viewer) => (endpoint.FailedLately, Waiting(endpoint, viewer)) switch
    {
        (0, null) => null,
        (0, { } waiting) => waiting,
        (var failed, null) => $"{UpTo(failed, viewer)} failed",
        var (failed, waiting) => $"{UpTo(failed, viewer)} failed. {waiting}.",
    };

    /// <summary>What the line of a day shows, for those who don't see it.</summary>
    public static string DayFinding(EndpointView endpoint, Viewer viewer) => Tries(endpoint) switch
    {
        (0, 0) => $"{endpoint.Name}: nothing was sent in 24 hours",
        var (delivered, failed) => $"{endpoint.Name}: {Of(delivered, "delivery", "deliveries", viewer)} in 24 hours, {Of(failed, "try", "tries", viewer)} failed",
    };

    public static (Tone Tone, string Word) State(DeliveryView delivery) => delivery.Status switch
    {
        DeliveryStatus.Delivered => (Tone.Ok, "Delivered"),
        DeliveryStatus.Sending => (Tone.Busy, "Sending"),
        DeliveryStatus.GaveUp => (Tone.Bad, "Gave up"),
        _ => (Tone.Warn, "Waiting"),
    };

    /// <summary>What became of it and what happens next.</summary>
    /// <param name="endpoint">Where it goes: paused, it waits.</param>
    public static string Sentence(DeliveryView delivery, EndpointView endpoint, Viewer viewer, Instant now)
    {
        var most = Schedule(endpoint.Retries).Waits.Count;
        return delivery.Status switch
        {
            DeliveryStatus.Delivered => $"It arrived {At(delivery.TriedAt ?? delivery.At, viewer, now)}, {(delivery.Tries <= 1 ? "on the first try" : $"on try {delivery.Tries}")}{(delivery.LastMilliseconds is { } took ? $", in {Took(took)}" : "")}.",
            DeliveryStatus.Sending => $"It is being sent, try {delivery.Tries + 1} of {most}.",
            DeliveryStatus.GaveUp => $"{Why(delivery)} {(delivery.Tries > 1 ? $"We tried {delivery.Tries} times. " : "")}It will not be sent again by itself.",
            _ when endpoint.Status == EndpointStatus.Paused => $"{Why(delivery)} It waits until you resume this endpoint.".TrimStart(),
            _ when endpoint.Status == EndpointStatus.Disabled => $"{Why(delivery)} It waits until a test arrives.".TrimStart(),
            _ when delivery.Tries == 0 && endpoint.FailingSince is { } since => $"It waits its turn: nothing has arrived at this endpoint since {viewer.When(since, now)}.",
            _ when delivery.Tries == 0 => "It is sent as soon as its turn comes.",
            _ when delivery.NextTryAt is { } next && next > now => $"{Why(delivery)} We try again {At(next, viewer, now)}, try {delivery.Tries + 1} of {most}.",
            _ => $"{Why(delivery)} We try again now, try {delivery.Tries + 1} of {most}.",
        };
    }

    /// <summary>"204, 0.3 s", "no answer", "–".</summary>
    public static string Answer(int? status, int? milliseconds) => (status, milliseconds) switch
    {
        ({ } code, { } took) => string.Create(CultureInfo.InvariantCulture, $"{code}, {Took(took)}"),
        (null, not null) => "no answer",
        _ => "–",
    };

    /// <summary>"503 Service Unavailable"; "No answer" for 0.</summary>
    public static string StatusName(int status) => status == 0 ? "No answer"
        : Enum.IsDefined((HttpStatusCode)status) ? string.Create(CultureInfo.InvariantCulture, $"{status} {Spaced().Replace(((HttpStatusCode)status).ToString(), " $0")}")
        : status.ToString(CultureInfo.InvariantCulture);

    /// <summary>"340 ms", "11.8 s".</summary>
    public static string Took(double milliseconds) => milliseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");

    /// <summary>"97.3 %"; never rounded up to all.</summary>
    public static string Share(double? share) => share switch
    {
        null => "–",
        1 => "100 %",
        { } part => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part * 1000) / 10:0.#} %"),
    };

    /// <summary>The schedule in words: "At once, then after 5 seconds, 5 minutes and 2 hours."</summary>
    public static string Say(RetrySchedule schedule)
    {
        var waits = schedule.Waits.Select((wait, i) => i == 0 && wait == Duration.Zero ? "at once" : i == 0 ? $"after {Wait(wait)}" : Wait(wait)).ToList();
        var first = char.ToUpperInvariant(waits[0][0]) + waits[0][1..];
        return waits.Count switch
        {
            1 => $"{first}, and not again.",
            2 => $"{first}, then after {waits[1]}.",
            _ => $"{first}, then after {string.Join(", ", waits[1..^1])} and {waits[^1]}: {waits.Count} tries over {Wait(schedule.Waits.Aggregate(Duration.Zero, (sum, wait) => sum + wait))}.",
        };
    }

    public static RetrySchedule Schedule(string? retries) => RetrySchedule.Parse(retries).TryGet(out var own, out _) ? own : RetrySchedule.Published;

    public static string Name(FilterOperator comparison) => comparison switch
    {
        FilterOperator.In => "is one of",
        FilterOperator.NotIn => "is none of",
        FilterOperator.Exists => "is there",
        _ => "is not there",
    };

    /// <summary>JSON with line breaks; anything else as it is.</summary>
    public static string Pretty(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return body;
        }
    }

    /// <summary>"5 minutes", "3 days": in the largest unit, rounded.</summary>
    private static string Wait(Duration wait) => wait switch
    {
        { TotalSeconds: < 60 } => Of((long)wait.TotalSeconds, "second", "seconds"),
        { TotalMinutes: < 60 } => Of((long)wait.TotalMinutes, "minute", "minutes"),
        { TotalHours: < 48 } => Of((long)Math.Round(wait.TotalHours), "hour", "hours"),
        _ => Of((long)Math.Round(wait.TotalDays), "day", "days"),
    };

    private static string Why(DeliveryView delivery) => delivery switch
    {
        { Tries: 0 } => "",
        { LastStatus: { } status } => $"The endpoint answered {StatusName(status)}.",
        { LastError: { } error } => error,
        _ => "There was no answer.",
    };

    private static string Kept(EndpointView endpoint, Viewer viewer) => endpoint.Waiting == 0 ? "What happens meanwhile is kept for it." : $"{Deliveries(endpoint.Waiting, viewer)} {(endpoint.Waiting == 1 ? "waits" : "wait")} for it.";

    private static string Retried(EndpointView endpoint, Viewer viewer) => endpoint.Waiting == 0 ? "There is nothing left to try." : $"{Deliveries(endpoint.Waiting, viewer)} will be tried again.";

    private static string Arrived(long delivered, int failed, Viewer viewer) => (delivered, failed) switch
    {
        (0, 0) => "Nothing sent in 24 hours",
        (0, _) => $"{UpTo(failed, viewer)} failed in 24 hours",
        (_, 0) => $"{viewer.Number(delivered)} delivered in 24 hours",
        _ => $"{viewer.Number(delivered)} delivered, {UpTo(failed, viewer)} failed in 24 hours",
    };

    private static string? Waiting(EndpointView endpoint, Viewer viewer) => endpoint.Waiting == 0 ? null : $"{UpTo(endpoint.Waiting, viewer)} waiting now";

    private static string UpTo(int count, Viewer viewer) => count >= EndpointView.MostCounted ? $"{viewer.Number(EndpointView.MostCounted)} or more" : viewer.Number(count);

    private static string Deliveries(int count, Viewer viewer) =>
        count >= EndpointView.MostCounted ? $"{viewer.Number(EndpointView.MostCounted)} deliveries or more" : Of(count, "delivery", "deliveries", viewer);

    private static bool IsUnused(EndpointView endpoint) => endpoint is { LastDeliveryAt: null, Waiting: 0, Failed: 0 } && Tries(endpoint) is (0, 0);

    private static (long Delivered, long Failed) Tries(EndpointView endpoint) => (endpoint.Hours.Sum(h => h.Delivered), endpoint.Hours.Sum(h => h.Failed));

    private static string Of(long count, string one, string many, Viewer? viewer = null) => count == 1 ? $"1 {one}" : $"{viewer?.Number(count) ?? count.ToString(CultureInfo.InvariantCulture)} {many}";

    /// <summary>"at 10:41", "on Tue 10:41".</summary>
    private static string At(Instant at, Viewer viewer, Instant now) => (viewer.DateOf(at) == viewer.DateOf(now) ? "at " : "on ") + viewer.When(at, now);

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaced();
}
