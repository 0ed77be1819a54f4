using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Pages;

namespace App.Sandbox.Hosting;

/// <summary>A simulated service: its endpoints, its accounts, and how it words a fault.</summary>
public interface ISandboxVendor
{
    /// <summary>Path segment under <c>/sandbox</c>, and its name in faults, settings and the request log.</summary>
    string Key { get; }

    string Name { get; }

    /// <summary>Maps the vendor's own endpoints under <c>/sandbox/{Key}</c>.</summary>
    void Map(IEndpointRouteBuilder vendor);

    /// <summary>Maps what a person could do at the vendor, under <c>/sandbox/control</c>.</summary>
    void MapControl(IEndpointRouteBuilder control);

    /// <summary>Maps pages of its own under <c>/sandbox/at/{Key}</c>, on which a person works at the vendor.</summary>
    void MapPages(IEndpointRouteBuilder pages);

    /// <summary>Its part of the control page.</summary>
    Html Overview(HttpRequest request);

    /// <summary>Whose account a request is about, if it can be told.</summary>
    ValueTask<string?> AccountOfAsync(HttpContext context);

    /// <summary>Whether the request goes on from a sync token, and so can be told that the token is gone.</summary>
    ValueTask<bool> ContinuesSyncAsync(HttpContext context);

    /// <summary>Whether a fault without an operation strikes this request: API calls yes, sign-in pages and tokens no.</summary>
    bool IsApiCall(HttpContext context);

    /// <summary>Answers a fault in the vendor's own words.</summary>
    Task AnswerFaultAsync(HttpContext context, Fault fault);

    /// <summary>What the control state tells about the vendor: accounts, calendars, counts.</summary>
    JsonObject Describe();

    /// <summary>The person takes back what she allowed; answers how many permissions ended.</summary>
    int Revoke(string account);

    /// <summary>Back to the seed.</summary>
    void Reset();
}
