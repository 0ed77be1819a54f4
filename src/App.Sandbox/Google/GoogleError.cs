using System.Text.Json.Nodes;

namespace App.Sandbox.Google;

/// <summary>A refusal in the shape all of Google's older APIs share.</summary>
internal sealed record GoogleError(int Status, string Domain, string Reason, string Message, string? LocationType = null, string? Location = null)
{
    public static readonly GoogleError AuthError = new(401, "global", "authError", "Invalid Credentials", "header", "Authorization");
    public static readonly GoogleError LoginRequired = new(401, "global", "required", "Login Required", "header", "Authorization");
    public static readonly GoogleError InsufficientPermissions = new(403, "global", "insufficientPermissions", "Insufficient Permission");
    public static readonly GoogleError UserRateLimit = new(403, "usageLimits", "userRateLimitExceeded", "User Rate Limit Exceeded");
    public static readonly GoogleError TooMany = new(429, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded");
    public static readonly GoogleError NotFound = new(404, "global", "notFound", "Not Found");
    public static readonly GoogleError Parse = new(400, "global", "parseError", "Parse Error");
    public static readonly GoogleError Duplicate = new(409, "global", "duplicate", "The requested identifier already exists.");
    public static readonly GoogleError Deleted = new(410, "global", "deleted", "Resource has been deleted");
    public static readonly GoogleError PreconditionFailed = new(412, "global", "conditionNotMet", "Precondition Failed", "header", "If-Match");
    public static readonly GoogleError Backend = new(500, "global", "backendError", "Backend Error");
    public static readonly GoogleError Unavailable = new(503, "global", "backendError", "Service Unavailable");
    public static readonly GoogleError NoWriter = new(403, "calendar", "requiredAccessLevel", "You need to have writer access to this calendar.");
    public static readonly GoogleError NonOrganizer =
        new(403, "calendar", "forbiddenForNonOrganizer", "Shared properties can only be changed by the organizer of the event.");

    public static readonly GoogleError FullSyncRequired =
        new(410, "calendar", "fullSyncRequired", "Sync token is no longer valid, a full sync is required.", "parameter", "syncToken");

    public static readonly GoogleError TimeRangeEmpty =
        new(400, "calendar", "timeRangeEmpty", "The specified time range is empty.", "parameter", "timeMax");

    public static GoogleError Invalid(string message) => new(400, "global", "invalid", message);

    public static GoogleError Required(string message) => new(400, "global", "required", message);

    public static GoogleError Parameter(string name, string message, string reason = "invalidParameter") =>
        new(400, "global", reason, message, "parameter", name);

    public JsonObject ToJson()
    {
        var detail = new JsonObject { ["domain"] = Domain, ["reason"] = Reason, ["message"] = Message };
        if (LocationType is not null)
        {
            detail["locationType"] = LocationType;
            detail["location"] = Location;
        }

        return new JsonObject
        {
            ["error"] = new JsonObject { ["errors"] = new JsonArray(detail), ["code"] = Status, ["message"] = Message },
        };
    }
}
