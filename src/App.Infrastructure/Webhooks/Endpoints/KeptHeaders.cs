using App.Domain.Webhooks;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Headers are secret, and were entered for one address: they are not carried off to another one's by whoever may change it.</summary>
internal static class KeptHeaders
{
    /// <summary>The address whose headers are stored; null: there are none.</summary>
    public static string? AddressOf(Endpoint? endpoint) => endpoint?.SealedHeaders is null ? null : endpoint.Url;

    /// <summary>The address whose headers are stored; null: there are none.</summary>
    public static string? AddressOf(EndpointView? view) => view is null or { HeaderNames.Count: 0 } ? null : view.Url;

    public static void Check(EndpointInput input, string? address, FieldErrors errors)
    {
        if (input.Headers is null && address is not null && Origin(input.Url) is { } next && next != Origin(address))
        {
            errors.Add("headers", "Enter the headers again: the address is another one's.");
        }
    }

    /// <returns>Null: it is no address, which is said elsewhere.</returns>
    private static (string Scheme, string Host, int Port)? Origin(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var read) ? (read.Scheme, read.IdnHost, read.Port) : null;
}
