using App.Domain;
using App.Domain.Connections;
using App.Infrastructure;
using App.Infrastructure.Webhooks.Endpoints;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Webhooks;

/// <summary>Who is told what happens, and how that goes.</summary>
public partial class WebhooksPage
{
    private const int Rows = 50;

    private Page<EndpointView>? _endpoints;

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListEndpoints ListEndpoints { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Webhooks, Topics.Deliveries };

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private string Summary => _endpoints is { Items: var all } ? WebhookWords.Summary(all) : Unread is null ? "How sending goes is being read." : "How sending goes is not known now.";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await ListEndpoints.RunAsync(Actor, Trail.Current, Rows, cancellationToken);
        _endpoints = read.IsOk ? read.Value : _endpoints;
        return read.Failure;
    }

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
