using App.Domain.Calendars;
using App.Infrastructure.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Which providers push, and how.</summary>
public sealed class ChannelProviders(IServiceProvider services)
{
    private readonly IReadOnlyList<(string Provider, WatchScope Scope)> _scopes =
        [.. from provider in Catalogue.Built let watcher = services.GetKeyedService<ICalendarWatcher>(provider.Manifest.Key) where watcher is not null select (provider.Manifest.Key, watcher.Scope)];

    /// <summary>Keys of all that push.</summary>
    public IReadOnlyList<string> All => [.. _scopes.Select(s => s.Provider)];

    /// <summary>Keys of those whose channels cover that much.</summary>
    public IReadOnlyList<string> Of(WatchScope scope) => [.. _scopes.Where(s => s.Scope == scope).Select(s => s.Provider)];

    public ICalendarWatcher Watcher(string provider) => services.GetRequiredKeyedService<ICalendarWatcher>(provider);

    /// <summary>Null where the vendor prolongs nothing.</summary>
    public IChannelRenewer? Renewer(string provider) => services.GetKeyedService<IChannelRenewer>(provider);
}
