using App.Domain;
using App.Infrastructure;
using App.Infrastructure.Organizations;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Organizations;

/// <summary>Keys of the organization's programs.</summary>
public partial class ApiKeysPage
{
    private const int Rows = 50;

    private Page<ApiKeyView>? _keys;
    private ApiKeyView? _ending;
    private CreatedApiKey? _created;
    private string? _name;
    private bool _mayWrite;

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListApiKeys ListApiKeys { get; set; } = null!;

    [Inject] private CreateApiKey CreateApiKey { get; set; } = null!;

    [Inject] private RevokeApiKey RevokeApiKey { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Keys };

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ListApiKeys.RunAsync(Actor, Trail.Current, Rows, cancellationToken)).TryGet(out var keys, out var failure))
        {
            return failure;
        }

        _keys = keys;
        return null;
    }

    private Task CreateAsync()
    {
        _created = null;
        return SubmitAsync("create", ct => CreateApiKey.RunAsync(Actor, _name, _mayWrite, ct), created => (_created, _name) = (created, null));
    }

    private Task RevokeAsync(ApiKeyView key) => SubmitAsync(key.Id.ToString(), ct => RevokeApiKey.RunAsync(Actor, key.Id, null, ct), _ => ForgetCreated(key.Id));

    private void ForgetCreated(Guid id) => _created = _created?.Id == id ? null : _created;

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
