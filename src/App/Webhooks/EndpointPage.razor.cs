using App.Domain;
using App.Domain.Connections;
using App.Domain.Webhooks;
using App.Infrastructure;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;

namespace App.Webhooks;

/// <summary>One endpoint: how sending to it goes, what was sent, and what signs it. What is looked at is in the address.</summary>
public partial class EndpointPage
{
    private const int Rows = 20;
    private const int DayHours = 24;
    private const int WeekHours = 7 * 24;

    private static readonly string[] Sought = ["type", "answer", "since", "search"];

    private EndpointView? _endpoint;
    private EndpointStats? _day;
    private EndpointStats? _week;
    private Page<DeliveryView>? _deliveries;
    private DeliveryDetail? _delivery;
    private ReplayView? _replay;
    private (string? Field, string Sentence) _wrong;
    private Opened _open;

    private enum Opened
    {
        Nothing = 0,
        Test = 1,
        Replay = 2,
        Delete = 3,
    }

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "type")] public string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "search")] public string? Search { get; set; }

    /// <summary>What the last try was answered with: <c>4xx</c>, <c>503</c>, <c>none</c>.</summary>
    [SupplyParameterFromQuery(Name = "answer")] public string? Answer { get; set; }

    /// <summary>The first day, as the viewer counts days.</summary>
    [SupplyParameterFromQuery(Name = "since")] public string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [SupplyParameterFromQuery(Name = "delivery")] public string? Delivery { get; set; }

    /// <summary>Of what time the statistics are.</summary>
    [SupplyParameterFromQuery(Name = "of")] public string? Of { get; set; }

    [Inject] private ReadEndpoint ReadEndpoint { get; set; } = null!;

    [Inject] private ReadEndpointStats ReadStats { get; set; } = null!;

    [Inject] private ListDeliveries ListDeliveries { get; set; } = null!;

    [Inject] private ReadDelivery ReadDelivery { get; set; } = null!;

    [Inject] private ListReplays ListReplays { get; set; } = null!;

    [Inject] private PauseEndpoint PauseEndpoint { get; set; } = null!;

    [Inject] private ResumeEndpoint ResumeEndpoint { get; set; } = null!;

    [Inject] private DeleteEndpoint DeleteEndpoint { get; set; } = null!;

    [Inject] private ResendDelivery ResendDelivery { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Webhooks, Topics.Deliveries };

    private string? Shown => Show is "waiting" or "failed" ? Show : null;

    private bool IsDay => Of != "week";

    private bool IsFiltered => Shown is not null || new[] { Type, Search, Answer, Since }.Any(f => !string.IsNullOrEmpty(f));

    private Guid? DeliveryId => Guid.TryParse(Delivery, out var id) ? id : null;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private (Tone Tone, string Word) State => WebhookWords.State(_endpoint!);

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadEndpoint.RunAsync(Actor, Id, cancellationToken)).TryGet(out var endpoint, out var failure)
            || !(await ReadStats.RunAsync(Actor, Id, DayHours, cancellationToken)).TryGet(out var day, out failure)
            || !(await ReadStats.RunAsync(Actor, Id, WeekHours, cancellationToken)).TryGet(out var week, out failure)
            || !(await ListReplays.RunAsync(Actor, Id, null, 1, cancellationToken)).TryGet(out var replays, out failure)
            || !Searched(await ListAsync(cancellationToken)).TryGet(out var deliveries, out failure))
        {
            return failure;
        }

        (_endpoint, _day, _week, _deliveries) = (endpoint, day, week, deliveries);
        _replay = replays.Items is [var last] ? last : null;
        _delivery = await DetailAsync(cancellationToken);
        return null;
    }

    private async Task<Result<Page<DeliveryView>>> ListAsync(CancellationToken cancellationToken)
    {
        if (!From().TryGet(out var from, out var wrong))
        {
            return wrong;
        }

        return await ListDeliveries.RunAsync(
            Actor,
            new DeliveryQuery(
                Id,
                Shown switch { "waiting" => DeliveryStatus.Waiting, "failed" => DeliveryStatus.GaveUp, _ => null },
                string.IsNullOrEmpty(Type) ? null : Type,
                from,
                Search: Search,
                Answer: Answer,
                Cursor: Trail.Current,
                Limit: Rows),
            cancellationToken);
    }

    /// <summary>From the beginning of that day on.</summary>
    private Result<Instant?> From() =>
        string.IsNullOrEmpty(Since) ? Result.Ok<Instant?>(null)
        : LocalDatePattern.Iso.Parse(Since) is { Success: true, Value: var day } && Domain.Time.Clock.IsYear(day.Year) ? Domain.Time.Clock.StartOfDay(day, Viewer.Zone)
        : new Failure.Invalid("since", "Enter a day from 1990 to 2089.");

    /// <summary>What can't be searched for is said at its field, and finds nothing.</summary>
    private Result<Page<DeliveryView>> Searched(Result<Page<DeliveryView>> found)
    {
        _wrong = found.Failure is Failure.Invalid { Errors: var errors } ? errors.Where(e => Sought.Contains(e.Key)).Select(e => (e.Key, string.Join(' ', e.Value))).FirstOrDefault() : default;
        return _wrong.Field is null ? found : new Page<DeliveryView>([], null);
    }

    private async Task<DeliveryDetail?> DetailAsync(CancellationToken cancellationToken) =>
        DeliveryId is { } id && (await ReadDelivery.RunAsync(Actor, id, cancellationToken)).TryGet(out var detail, out _) && detail.Delivery.EndpointId == Id ? detail : null;

    private Task PauseAsync() => DoAsync("pause", ct => PauseEndpoint.RunAsync(Actor, Id, null, ct));

    private Task ResumeAsync() => DoAsync("pause", ct => ResumeEndpoint.RunAsync(Actor, Id, null, ct));

    private Task ResendAsync() => DoAsync("resend", ct => ResendDelivery.RunAsync(Actor, _delivery!.Delivery.Id, ct));

    private Task DeleteAsync() => DoAsync("delete", async ct =>
    {
        var deleted = await DeleteEndpoint.RunAsync(Actor, Id, null, ct);
        if (deleted.IsOk)
        {
            Navigation.NavigateTo(Urls.Webhooks);
        }

        return deleted;
    });

    private static IReadOnlyList<string> Goes(EndpointView endpoint) =>
    [
        "Its address, its secrets and its headers",
        endpoint.Waiting == 0 ? "The log of its deliveries" : $"The log of its deliveries, with {(endpoint.Waiting >= EndpointView.MostCounted ? "1,000 or more" : endpoint.Waiting.ToString(Locale))} that still wait",
    ];

    private static System.Globalization.CultureInfo Locale => System.Globalization.CultureInfo.InvariantCulture;

    private void Close() => _open = Opened.Nothing;

    /// <summary>Another list begins at its first page; what is chosen stays chosen.</summary>
    /// <summary>What is listed begins with its first page again.</summary>
    private string With(IReadOnlyList<(string Name, string? Value)> changes) =>
        Navigation.GetUriWithQueryParameters(changes.Append(("page", null)).ToDictionary(c => c.Item1, c => (object?)(string.IsNullOrEmpty(c.Item2) ? null : c.Item2)));

    private string HrefOf(Guid delivery) => Navigation.GetUriWithQueryParameter("delivery", delivery.ToString());

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
