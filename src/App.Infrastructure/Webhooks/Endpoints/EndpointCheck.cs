using System.Globalization;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Json;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers.Shared;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>What every endpoint must be; each error names its field.</summary>
public sealed class EndpointCheck(AddressGuard guard)
{
    public const int MostEventTypes = 100;

    /// <summary>What is wrong with it, but for whether its connections are there; null: nothing. For forms while they are filled in.</summary>
    /// <param name="now">As it is stored; null: it is to be made.</param>
    public Failure? Check(EndpointInput input, EndpointView? now = null) => Check(input, KeptHeaders.AddressOf(now));

    /// <param name="now">As it is stored; null: it is to be made.</param>
    internal async Task<Failure?> CheckAsync(AppDbContext db, EndpointInput input, Endpoint? now, CancellationToken cancellationToken)
    {
        if (Check(input, KeptHeaders.AddressOf(now)) is { } invalid)
        {
            return invalid;
        }

        var ids = input.Connections.Distinct().ToList();
        return ids.Count > 0 && await db.Connections.CountAsync(c => ids.Contains(c.Id), cancellationToken) < ids.Count
            ? new Failure.Invalid("connections", "Choose connections of your organization.")
            : null;
    }

    private Failure? Check(EndpointInput input, string? headersOf)
    {
        ArgumentNullException.ThrowIfNull(input);
        var errors = new FieldErrors();
        errors.Text("name", input.Name, Endpoint.MostName);
        CheckUrl(input, errors);
        CheckWhat(input, errors);
        CheckHow(input, errors);
        FilterCheck.Check(input.Filters, errors);
        HeaderCheck.Check(input.Headers, errors);
        KeptHeaders.Check(input, headersOf, errors);
        TemplateCheck.Check(input, errors);
        return errors.Any(out var failure) ? failure : null;
    }

    private void CheckUrl(EndpointInput input, FieldErrors errors)
    {
        var text = errors.Text("url", input.Url, Endpoint.MostUrl);
        if (text.Length is 0 or > Endpoint.MostUrl || text.Any(char.IsControl) || !text.IsWhole())
        {
            return;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
        {
            errors.Add("url", "Enter a whole address, such as https://example.com/webhooks.");
        }
        else if (!guard.IsSafe(url))
        {
            errors.Add("url", "It must begin with https://.");
        }
        else if (url.UserInfo.Length > 0)
        {
            errors.Add("url", "Leave out the name and password; put them into a header.");
        }
        else if (url.Fragment.Length > 0)
        {
            errors.Add("url", "Leave out what follows #: it is never sent.");
        }
    }

    private static void CheckWhat(EndpointInput input, FieldErrors errors)
    {
        if (input.EventTypes.FirstOrDefault(name => EventTypes.Find(name) is null) is { } unknown)
        {
            errors.Add("eventTypes", $"“{(unknown.Length > 100 ? unknown[..100] + "…" : unknown)}” is no event type.");
        }
        else if (input.EventTypes.Count > MostEventTypes)
        {
            errors.Add("eventTypes", $"Choose at most {MostEventTypes}, or all.");
        }

        if (input.Connections.Count > Endpoint.MostConnections)
        {
            errors.Add("connections", $"Choose at most {Endpoint.MostConnections}, or all.");
        }
    }

    private static void CheckHow(EndpointInput input, FieldErrors errors)
    {
        if (!Enum.IsDefined(input.Scheme))
        {
            errors.Add("scheme", "Choose one of those there are.");
        }

        if (!Enum.IsDefined(input.Order))
        {
            errors.Add("order", "Choose one of those there are.");
        }

        if (input.TimeoutSeconds is < 1 or > Endpoint.MostTimeoutSeconds)
        {
            errors.Add("timeoutSeconds", $"Must be from 1 to {Endpoint.MostTimeoutSeconds} seconds.");
        }

        if (input.PerMinute is < 1 or > Endpoint.MostPerMinute)
        {
            errors.Add("perMinute", string.Create(CultureInfo.InvariantCulture, $"Must be from 1 to {Endpoint.MostPerMinute} requests a minute, or empty for no limit."));
        }

        if (!string.IsNullOrWhiteSpace(input.Retries) && RetrySchedule.Parse(input.Retries).Failure is { } wrong)
        {
            errors.Add("retries", wrong.Reason);
        }
    }
}
