using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Connections;

/// <summary>What one provider does, what is asked of it and why, and the way there. The step is in the address.</summary>
public partial class ConnectCalendarPage
{
    private const int WhatItDoes = 2;
    private const int WhatWeAsk = 3;

    private ProviderView? _provider;
    private bool _read;

    [Parameter] public string ProviderKey { get; set; } = "";

    [SupplyParameterFromQuery(Name = "step")] public int? Step { get; set; }

    /// <summary>The connection to revive; null for a new one.</summary>
    [SupplyParameterFromQuery(Name = "connection")] public Guid? Connection { get; set; }

    [Inject] private ListProviders ListProviders { get; set; } = null!;

    [Inject] private ConnectAccount ConnectAccount { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Providers };

    private string Vendor => _provider?.Manifest.Vendor ?? "";

    private int Index => (int)Step! - 1;

    private IReadOnlyList<string> Steps => ConnectSteps.For(_provider?.Manifest);

    /// <summary>The account is typed here instead of consented to at the vendor.</summary>
    private bool IsForm => Step == WhatWeAsk && _provider is { Manifest.IsTyped: true, State: ProviderState.Available };

    private string BackHref => Step == WhatItDoes ? Urls.Connect : StepHref(WhatItDoes - 1)!;

    private IReadOnlyList<PermissionLine> Permissions =>
        [.. _provider!.Manifest.Scopes.Select(s => new PermissionLine(s.Icon, s.Title, s.Reason, s.VendorWording, s.Required || !_provider.Manifest.CanUntick))];

    private string Choice => Permissions.All(p => p.Required) ? "All of it is needed for this to work." : "You may untick what is optional; the rest keeps working.";

    protected override Task OnParametersSetAsync()
    {
        Step = Step == WhatWeAsk ? WhatWeAsk : WhatItDoes;
        return base.OnParametersSetAsync();
    }

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if ((await ListProviders.RunAsync(Actor, cancellationToken)).TryGet(out var all, out var failure))
        {
            _provider = all.FirstOrDefault(p => p.Manifest.Key == ProviderKey && p.Manifest.Category == Category.Calendar);
            _read = true;
        }

        return failure;
    }

    private Task ConnectAsync(AccountInput input) => SubmitAsync(
        "connect",
        ct => ConnectAccount.RunAsync(Actor, new AccountRequest(ProviderKey, input, Connection), ct),
        connected => Navigation.NavigateTo(Urls.ConnectedAccount(connected.ConnectionId, connected.Revived)));

    private string? StepHref(int index) => index switch
    {
        0 => Urls.Connect,
        1 or 2 => $"{Urls.ConnectCalendar(ProviderKey)}?step={index + 1}",
        _ => null,
    };
}
