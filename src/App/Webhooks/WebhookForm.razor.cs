using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Connections;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.AspNetCore.Components;
using Endpoint = App.Domain.Webhooks.Endpoint;

namespace App.Webhooks;

/// <summary>The form of an endpoint, to be made or there: what was typed is checked once its field is left.</summary>
public partial class WebhookForm
{
    private const string TemplateSample = """{ "text": {{ data.booking.title | json }} }""";

    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);
    private IReadOnlyList<ConnectionView> _connections = [];
    private IReadOnlyDictionary<string, string[]> _wrong = new Dictionary<string, string[]>();
    private bool _lookedAtAll;

    [Parameter, EditorRequired] public Func<EndpointInput, CancellationToken, Task<Result<Done>>> Save { get; set; } = null!;

    [Parameter, EditorRequired] public string Verb { get; set; } = "";

    [Parameter, EditorRequired] public string BackHref { get; set; } = "";

    /// <summary>Null: it is to be made.</summary>
    [Parameter] public EndpointView? View { get; set; }

    /// <summary>What else keeps it from being saved.</summary>
    [Parameter] public RenderFragment? Trouble { get; set; }

    [Inject] private EndpointCheck Check { get; set; } = null!;

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections };

    internal EndpointFields Fields { get; private set; } = new();

    private Guid? EndpointId => View?.Id;

    private IReadOnlyList<string>? Stored => View is null ? [] : View.HeaderNames;

    private IReadOnlyList<string> Chosen => Fields.AllEvents || Fields.Events.Count == 0 ? [.. EventTypes.All.Select(t => t.Name)] : [.. EventTypes.All.Select(t => t.Name).Where(Fields.Events.Contains)];

    private string SchemeHint => View is { } view && view.Scheme != Fields.Scheme ? "It gets a new secret. The one before signs for 24 hours more."
        : Fields.Scheme == SignatureScheme.Hmac ? "Standard Webhooks, v1. What most libraries verify." : "Standard Webhooks, v1a. The receiver holds nothing secret.";

    private string ScheduleHint => RetrySchedule.Parse(Fields.Retries).TryGet(out var schedule, out _) ? WebhookWords.Say(schedule) : "Such as 0s, 5s, 5m, 2h.";

    protected override void OnInitialized()
    {
        if (View is { } view)
        {
            Fields = EndpointFields.Of(view);
        }
    }

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await ListConnections.RunAsync(Actor, new ConnectionQuery(Everyone: true), cancellationToken);
        _connections = read.IsOk ? read.Value.Items : _connections;
        return read.Failure;
    }

    private Task SaveAsync()
    {
        _lookedAtAll = true;
        return CheckAll() ? SubmitAsync("save", ct => Save(Fields.Read(), ct)) : Task.CompletedTask;
    }

    /// <summary>What its field was left with is looked at; what was not touched yet is left in peace.</summary>
    private void Look(string field)
    {
        _looked.UnionWith(field == "url" && !Fields.ReplaceHeaders ? [field, "headers"] : [field]);
        CheckAll();
    }

    private void ShowAll()
    {
        _lookedAtAll = true;
        CheckAll();
        StateHasChanged();
    }

    private bool CheckAll()
    {
        _wrong = Check.Check(Fields.Read(), View) is Failure.Invalid invalid ? invalid.Errors : new Dictionary<string, string[]>();
        return _wrong.Count == 0;
    }

    private string? WrongOf(string field)
    {
        var refused = Wrong(field);
        return !_lookedAtAll && !_looked.Contains(field) ? null : _wrong.TryGetValue(field, out var errors) ? Say(field, errors) : refused;
    }

    private string Say(string field, string[] errors) => field == "eventTypes" && Fields is { AllEvents: false, Events.Count: 0 } ? "Choose at least one, or all." : string.Join(' ', errors);

    private bool IsWrong(params string[] fields) => View is { } view && IsUnusual(view) || fields.Any(f => WrongOf(f) is not null);

    private static bool IsUnusual(EndpointView view) => view is not { HeaderNames: { Count: 0 }, Retries: null, PerMinute: null, Template: null, Order: DeliveryOrder.None, Scheme: SignatureScheme.Hmac, TimeoutSeconds: Endpoint.UsualTimeoutSeconds };
}
