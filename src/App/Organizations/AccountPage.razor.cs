using App.Domain;
using App.Domain.Time;
using App.Infrastructure.Organizations;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Organizations;

/// <summary>What a member says about herself.</summary>
public partial class AccountPage
{
    private static readonly IReadOnlyList<string> Zones = [.. DateTimeZoneProviders.Tzdb.Ids.Where(z => z.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private CurrentMemberView? _member;
    private BrowserSettings? _browser;
    private string? _name;
    private string? _zone;
    private string? _locale;

    [Inject] private ReadMember ReadMember { get; set; } = null!;

    [Inject] private ChangeAccount ChangeAccount { get; set; } = null!;

    [Inject] private UiScript Script { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Members };

    private string Example
    {
        get
        {
            var viewer = Viewer with { Culture = Locales.CultureOf(Locales.Find(_locale) ?? "en-GB"), Zone = Domain.Time.Clock.ZoneOrUtc(_zone) };
            return $"Today is {viewer.Exactly(Clock.Now())}. Weeks begin on {viewer.FirstDayOfWeek}.";
        }
    }

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadMember.RunAsync(Actor, cancellationToken)).TryGet(out var member, out var failure))
        {
            return failure;
        }

        if (_member?.Version != member.Version)
        {
            (_name, _zone, _locale) = (member.Name, member.TimeZone, member.Locale);
        }

        _member = member;
        return null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _browser = await Script.BrowserSettingsAsync();
            StateHasChanged();
        }
    }

    private Task SaveAsync() => ChangeAsync("save", new AccountChange(_name, _zone, _locale));

    private Task UseBrowserAsync() => ChangeAsync("browser", new AccountChange(TimeZone: _browser!.TimeZone));

    // The frame shows her name and zone too: it is drawn anew.
    private Task ChangeAsync(string what, AccountChange change) =>
        SubmitAsync(what, ct => ChangeAccount.RunAsync(Actor, change, _member?.Version, ct), _ => Navigation.Refresh(forceReload: true));
}
