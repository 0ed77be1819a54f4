using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>A refusal in Graph's shape.</summary>
internal sealed record GraphError(int Status, string Code, string Message)
{
    private static readonly InstantPattern Date = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    public static readonly GraphError NoToken = new(401, "InvalidAuthenticationToken", "Access token is empty.");
    public static readonly GraphError DeadToken = new(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
    public static readonly GraphError AccessDenied = new(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    public static readonly GraphError ItemNotFound = new(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    public static readonly GraphError UnknownSegment = new(400, "BadRequest", "Resource not found for the segment.");
    public static readonly GraphError SubscriptionNotFound = new(404, "ResourceNotFound", "The object was not found.");
    public static readonly GraphError SyncStateNotFound = new(410, "syncStateNotFound", "The sync state generation is not found.");
    public static readonly GraphError ResyncRequired = new(400, "resyncRequired", "The delta token is no longer valid, and the app must reset the sync state.");
    public static readonly GraphError Throttled = new(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.");
    public static readonly GraphError Unavailable = new(503, "serviceNotAvailable", "The service is not available.");
    public static readonly GraphError Internal = new(500, "generalException", "An unexpected error occurred while processing the request.");
    public static readonly GraphError Conflict = new(
        412,
        "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.");

    public static readonly GraphError OtherTransaction = new(
        409,
        "ErrorDuplicateTransactionId",
        "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.");

    public static GraphError Invalid(string message) => new(400, "ErrorInvalidRequest", message);

    public static GraphError Parameter(string message) => new(400, "ErrorInvalidParameter", message);

    public static GraphError Query(string message) => new(400, "ErrorInvalidUrlQuery", message);

    public static GraphError Property(string message) => new(400, "ErrorPropertyValidationFailure", message);

    public static GraphError Body(string message) => new(400, "RequestBodyRead", message);

    public static GraphError Zone(string name) => new(400, "TimeZoneNotSupportedException", $"A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'.");

    public static GraphError Subscription(string message) => new(400, "InvalidRequest", message);

    public JsonObject ToJson(Instant at, string request) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = Code,
            ["message"] = Message,
            ["innerError"] = new JsonObject { ["date"] = Date.Format(at), ["request-id"] = request, ["client-request-id"] = request },
        },
    };
}
