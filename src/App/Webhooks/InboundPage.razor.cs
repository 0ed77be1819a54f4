using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure;
using App.Infrastructure.Webhooks.Inbound;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Webhooks;

/// <summary>Addresses to which other systems send, and what came in. Filter and page are in the address.</summary>
public partial class InboundPage
{
    private const int Rows = 50;

    private IReadOnlyList<InboundSourceView>? _sources;
    private Page<InboundView>? _events;
    private InboundSourceView? _rotating;
    private Guid? _editing;
    private bool _isOpening;

    [SupplyParameterFromQuery(Name = "connection")] public string? ConnectionWished { get; set; }

    [SupplyParameterFromQuery(Name = "status")] public string? StatusWished { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListInbound ListInbound { get; set; } = null!;

    [Inject] private InboundSources InboundSources { get; set; } = null!;

    [Inject] private SetInboundSource SetInboundSource { get; set; } = null!;

    [Inject] private EndInboundSecret EndInboundSecret { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Inbound, Topics.Connections };

    private Guid? ConnectionId => Guid.TryParse(ConnectionWished, out var id) ? id : null;

    private InboundStatus? Status => Enum.TryParse<InboundStatus>(StatusWished, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private bool IsFiltered => ConnectionId is not null || Status is not null;

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await InboundSources.RunAsync(Actor, cancellationToken)).TryGet(out var sources, out var failure)
            || !(await ListInbound.RunAsync(Actor, new InboundQuery(ConnectionId, Status, Trail.Current, Rows), cancellationToken)).TryGet(out var events, out failure))
        {
            return failure;
        }

        (_sources, _events) = (sources, events);
        return null;
    }

    private Task AllowAsync(InboundSourceView source, string networks)
    {
        _editing = source.ConnectionId;
        var change = new InboundSourceChange(networks.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return SubmitAsync(source.ConnectionId.ToString(), ct => SetInboundSource.RunAsync(Actor, source.ConnectionId, change, source.Version, ct));
    }

    private Task EndAsync(InboundSourceView source) =>
        SubmitAsync(source.ConnectionId.ToString(), ct => EndInboundSecret.RunAsync(Actor, source.ConnectionId, source.Version, ct));

    private void Go(string name, string? value) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null }));

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
