using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Endpoints;
using Endpoint = App.Domain.Webhooks.Endpoint;

namespace App.Webhooks;

/// <summary>An endpoint as it is typed.</summary>
public sealed class EndpointFields
{
    public string? Name { get; set; }

    public string? Url { get; set; }

    public bool AllEvents { get; set; } = true;

    public HashSet<string> Events { get; } = [];

    public HashSet<Guid> Connections { get; } = [];

    public List<FilterFields> Filters { get; } = [];

    /// <summary>False: those that are stored stay, unseen.</summary>
    public bool ReplaceHeaders { get; set; } = true;

    public List<HeaderFields> Headers { get; } = [];

    public SignatureScheme Scheme { get; set; }

    public int? TimeoutSeconds { get; set; } = Endpoint.UsualTimeoutSeconds;

    public bool OwnRetries { get; set; }

    public string? Retries { get; set; } = RetrySchedule.Published.ToString();

    public int? PerMinute { get; set; }

    public DeliveryOrder Order { get; set; }

    public string? Template { get; set; }

    public static EndpointFields Of(EndpointView view)
    {
        var fields = new EndpointFields
        {
            Name = view.Name,
            Url = view.Url,
            AllEvents = view.EventTypes.Count == 0,
            ReplaceHeaders = view.HeaderNames is { Count: 0 },
            Scheme = view.Scheme,
            TimeoutSeconds = view.TimeoutSeconds,
            OwnRetries = view.Retries is not null,
            Retries = view.Retries ?? RetrySchedule.Published.ToString(),
            PerMinute = view.PerMinute,
            Order = view.Order,
            Template = view.Template,
        };
        fields.Events.UnionWith(view.EventTypes);
        fields.Connections.UnionWith(view.Connections);
        fields.Filters.AddRange(view.Filters.Select(f => new FilterFields { Field = f.Field, Operator = f.Operator, Values = string.Join('\n', f.Values) }));
        return fields;
    }

    /// <summary>Nothing chosen where some are to be is none that exists: the use case then names the field.</summary>
    public EndpointInput Read() => new(
        Name,
        Url,
        AllEvents ? [] : Events.Count == 0 ? [""] : [.. Events.Order(StringComparer.Ordinal)],
        [.. Connections],
        [.. Filters.Select(f => f.Read())],
        ReplaceHeaders ? Pairs() : null,
        Scheme,
        TimeoutSeconds ?? 0,
        OwnRetries ? Retries ?? "" : null,
        PerMinute,
        Order,
        Template);

    /// <summary>A name typed again is kept beside the first, told apart by what follows it, so that the check sees it.</summary>
    private Dictionary<string, string> Pairs()
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in Headers.Where(h => !h.IsEmpty))
        {
            var name = (header.Name ?? "").Trim();
            while (!pairs.TryAdd(name, (header.Value ?? "").Trim()))
            {
                name += " ";
            }
        }

        return pairs;
    }
}

/// <summary>A filter as it is typed.</summary>
public sealed class FilterFields
{
    public string? Field { get; set; }

    public FilterOperator Operator { get; set; }

    /// <summary>One a line.</summary>
    public string? Values { get; set; }

    public bool TakesValues => Operator is FilterOperator.In or FilterOperator.NotIn;

    public PayloadFilter Read() => new((Field ?? "").Trim(), Operator, TakesValues ? [.. (Values ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : []);
}

/// <summary>A header as it is typed.</summary>
public sealed class HeaderFields
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrEmpty(Value);
}
