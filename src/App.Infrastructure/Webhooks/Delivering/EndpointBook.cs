using System.Text.Json;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// Every endpoint, ready to be sent to. Compared with the database in each transaction that makes deliveries, so that an endpoint that was there before a message is never passed over, whichever node it was made on.
/// </summary>
internal sealed partial class EndpointBook(Seals seals, ILogger<EndpointBook> logger)
{
    private const string Versions = "SELECT e.\"Id\", e.\"Version\" FROM \"Endpoints\" e";

    private readonly Dictionary<Guid, Destination> _all = [];
    private Dictionary<Guid, List<Destination>> _byOrganization = [];

    public IEnumerable<Destination> All => _all.Values;

    public Destination? Find(Guid id) => _all.GetValueOrDefault(id);

    public IReadOnlyList<Destination> Of(Guid organization) => _byOrganization.GetValueOrDefault(organization) ?? [];

    /// <summary>Reads what has changed.</summary>
    /// <returns>The endpoints that did.</returns>
    public async Task<IReadOnlyList<Guid>> RefreshAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, long>(_all.Count);
        await db.ReadRowsAsync(Versions, [], row => found[row.Id(0)] = row.Long(1), cancellationToken);
        var gone = _all.Keys.Where(id => !found.ContainsKey(id)).ToList();
        var changed = found.Where(f => _all.GetValueOrDefault(f.Key) is not { IsOpen: true } known || known.Version != f.Value).Select(f => f.Key).ToList();
        gone.ForEach(id => _all.Remove(id));
        foreach (var some in changed.Chunk(200))
        {
            await ReadAsync(db, some, cancellationToken);
        }

        if (gone.Count + changed.Count > 0)
        {
            _byOrganization = _all.Values.GroupBy(d => d.OrganizationId).ToDictionary(g => g.Key, g => g.ToList());
        }

        return [.. gone, .. changed];
    }

    private async Task ReadAsync(AppDbContext db, Guid[] ids, CancellationToken cancellationToken)
    {
        var secrets = (await db.EndpointSecrets.AsNoTracking().Where(s => ids.Contains(s.EndpointId)).OrderByDescending(s => s.CreatedAt).ToListAsync(cancellationToken)).ToLookup(s => s.EndpointId);
        foreach (var endpoint in await db.Endpoints.AsNoTracking().Where(e => ids.Contains(e.Id)).ToListAsync(cancellationToken))
        {
            _all[endpoint.Id] = TryPrepare(endpoint, secrets[endpoint.Id]);
        }
    }

    /// <summary>A row that can't be understood stops its own endpoint and no other.</summary>
    private Destination TryPrepare(Endpoint endpoint, IEnumerable<EndpointSecret> secrets)
    {
        try
        {
            return Prepare(endpoint, secrets);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            LogUnreadable(endpoint.Id, e);
            return Destination.Shut(endpoint);
        }
    }

    private Destination Prepare(Endpoint endpoint, IEnumerable<EndpointSecret> secrets)
    {
        var opened = secrets.Select(s => (Secret: Open(SealPurpose.EndpointSecret, s.Id, s.Sealed) is { } text ? SigningSecrets.Parse(text) : null, s.ExpiresAt)).ToList();
        var headers = endpoint.SealedHeaders is null ? "{}" : Open(SealPurpose.EndpointHeaders, endpoint.Id, endpoint.SealedHeaders);
        return new Destination
        {
            Id = endpoint.Id,
            OrganizationId = endpoint.OrganizationId,
            Version = endpoint.Version,
            Url = new Uri(endpoint.Url),
            Status = endpoint.Status,
            CreatedAt = endpoint.CreatedAt,
            Types = endpoint.EventTypes.Length == 0 ? null : endpoint.EventTypes.Split(',').ToHashSet(StringComparer.Ordinal),
            Connections = endpoint.Connections.Length == 0 ? null : endpoint.Connections.Split(',').Select(Guid.Parse).ToHashSet(),
            Filters = endpoint.Filters.Length == 0 ? [] : JsonSerializer.Deserialize<List<PayloadFilter>>(endpoint.Filters, EventJson.Options)!,
            Headers = headers is null ? [] : [.. JsonSerializer.Deserialize<Dictionary<string, string>>(headers, EventJson.Options)!],
            Secrets = [.. opened.Where(s => s.Secret is not null).Select(s => (s.Secret!, s.ExpiresAt))],
            Timeout = TimeSpan.FromSeconds(endpoint.TimeoutSeconds),
            Schedule = endpoint.Retries is { } own ? RetrySchedule.Parse(own).Value : RetrySchedule.Published,
            PerMinute = endpoint.PerMinute,
            Order = endpoint.Order,
            Template = endpoint.Template,
            IsOpen = headers is not null && opened.Count > 0 && opened.TrueForAll(s => s.Secret is not null),
        };
    }

    private string? Open(SealPurpose purpose, Guid row, byte[] closed) => seals.Open(purpose, row, closed).TryGet(out var text, out _) ? text : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Endpoint {Endpoint} can't be understood; what happens waits for it")]
    private partial void LogUnreadable(Guid endpoint, Exception exception);
}
