using App.Domain;
using App.Domain.Connections;
using App.Domain.Webhooks;
using App.Infrastructure;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Webhooks;

/// <summary>One endpoint: how sending to it goes, what was sent, and what signs it. What is looked at is in the address.</summary>
public partial class EndpointPage
{
    private const int Rows = 20;
    private const int DayHours = 24;
    private const int WeekHours = 7 * 24;

    private EndpointView? _endpoint;
    private EndpointStats? _day;
    private EndpointStats? _week;
    private Page<DeliveryView>? _deliveries;
    private DeliveryDetail? _delivery;
    private ReplayView? _replay;
    private string? _searchWrong;
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

    private bool IsFiltered => Shown is not null || !string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(Search);

    private Guid? DeliveryId => Guid.TryParse(Delivery, out var id) ? id : null;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private (Tone Tone, string Word) State => WebhookWords.State(_endpoint!);

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadEndpoint.RunAsync(Actor, Id, cancellationToken)).TryGet(out var endpoint, out var failure)
            || !(await ReadStats.RunAsync(Actor, Id, DayHours, cancellationToken)).TryGet(out var day, out failure)
            || !(await ReadStats.RunAsync(Actor, Id, WeekHours, cancellationToken)).TryGet(out var week, out failure)
            || !(await ListReplays.RunAsync(Actor, Id, null, 1, cancellationToken)).TryGet(out var replays, out failure)
            || !Searched(await ListDeliveries.RunAsync(Actor, Query(), cancellationToken)).TryGet(out var deliveries, out failure))
        {
            return failure;
        }

        (_endpoint, _day, _week, _deliveries) = (endpoint, day, week, deliveries);
        _replay = replays.Items is [var last] ? last : null;
        _delivery = await DetailAsync(cancellationToken);
        return null;
    }

    private DeliveryQuery Query() => new(
        Id,
        Shown switch { "waiting" => DeliveryStatus.Waiting, "failed" => DeliveryStatus.GaveUp, _ => null },
        string.IsNullOrEmpty(Type) ? null : Type,
        Search: Search,
        Cursor: Trail.Current,
        Limit: Rows);

    /// <summary>What can't be searched for is said at the field, and finds nothing.</summary>
    private Result<Page<DeliveryView>> Searched(Result<Page<DeliveryView>> found)
    {
        _searchWrong = found.Failure is Failure.Invalid { Errors: var errors } && errors.TryGetValue("search", out var wrong) ? string.Join(' ', wrong) : null;
        return _searchWrong is null ? found : new Page<DeliveryView>([], null);
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
    private string With(string name, string? value) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = name == "of" ? PageTrail : null });

    private string HrefOf(Guid delivery) => Navigation.GetUriWithQueryParameter("delivery", delivery.ToString());

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
