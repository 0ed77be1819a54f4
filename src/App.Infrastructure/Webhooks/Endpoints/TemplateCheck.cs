using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Json;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Templates;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>What a template must be, and that it makes JSON of what it will be given.</summary>
internal static class TemplateCheck
{
    /// <summary>On samples of how many of the event types it is tried.</summary>
    public const int MostTried = 3;

    private const string Field = "template";

    public static void Check(EndpointInput input, FieldErrors errors)
    {
        if (input.Template?.Length > Endpoint.MostTemplate)
        {
            errors.Add(Field, $"Use at most {Endpoint.MostTemplate} characters.");
        }
        else if (input.Template is { } typed && (typed.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')) || !typed.IsWhole()))
        {
            errors.Add(Field, "Leave out control characters other than tabs and line breaks, and halves of characters.");
        }
        else if (!string.IsNullOrWhiteSpace(input.Template) && (MessageTemplate.Check(input.Template) ?? Fails(input.Template, input.EventTypes)) is { } wrong)
        {
            errors.Add(Field, wrong);
        }
    }

    /// <summary>On the first of those it is told of.</summary>
    private static string? Fails(string template, IReadOnlyList<string> names) => (names.Count == 0 ? EventTypes.All : names.Select(EventTypes.Find).OfType<EventType>())
        .Take(MostTried)
        .Select(type => MessageTemplate.Render(template, EventSamples.ReadCompact(type)).Failure is { } failure ? $"Tried on {type.Name}: {failure.Reason}" : null)
        .FirstOrDefault(wrong => wrong is not null);
}
