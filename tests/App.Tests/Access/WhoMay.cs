namespace App.Tests.Access;

/// <summary>Who may go where. A route without a line here fails the tests, and so does a line without a route.</summary>
internal static class WhoMay
{
    public const string Anonymous = nameof(Anonymous);
    public const string Member = nameof(Member);
    public const string Admin = nameof(Admin);
    public const string Owner = nameof(Owner);

    /// <summary>Pages and plain endpoints; a method of <c>*</c> is a page or answers to all.</summary>
    public static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>
    {
        ["GET /health/live"] = Anonymous,
        ["GET /health/ready"] = Anonymous,
        ["GET /openapi/{documentName}.json"] = Anonymous,
        ["* /api/{**path}"] = Anonymous,
        ["POST /api/v1/inbound/{provider}/{channel}"] = Anonymous,
        ["GET /sign-in/start"] = Anonymous,
        ["POST /sign-out"] = Anonymous,

        ["GET /"] = Anonymous,
        ["GET /{**path:file}"] = Anonymous,
        ["* /sign-in"] = Anonymous,
        ["* /sign-in/refused"] = Anonymous,
        ["* /invitations/{token}"] = Anonymous,
        ["* /error"] = Anonymous,
        ["* /not-found"] = Anonymous,

        ["* /integrations"] = Member,
        ["* /integrations/connect"] = Member,
        ["* /integrations/connect/calendar/{ProviderKey}"] = Member,
        ["POST /integrations/connect/start"] = Member,
        ["POST /integrations/connect/other-account"] = Member,
        ["GET /integrations/callback"] = Member,
        ["* /integrations/connected/{AttemptId:guid?}"] = Member,
        ["* /integrations/calendar"] = Member,
        ["* /integrations/calendar/{ConnectionId:guid}/settings"] = Member,
        ["* /integrations/sync-status"] = Member,
        ["* /integrations/health"] = Member,
        ["* /integrations/logs"] = Member,
        ["* /account"] = Member,

        ["* /settings"] = Admin,
        ["* /settings/members"] = Admin,
        ["* /settings/api-keys"] = Admin,
        ["* /settings/providers"] = Admin,
        ["* /settings/providers/{Key}"] = Admin,

        ["GET /api/v1/providers"] = Member,
        ["GET /api/v1/connections"] = Member,
        ["POST /api/v1/connections"] = Member,
        ["POST /api/v1/connections/authorize"] = Member,
        ["POST /api/v1/connections/disconnect-all"] = Member,
        ["GET /api/v1/connections/{id:guid}"] = Member,
        ["PATCH /api/v1/connections/{id:guid}"] = Member,
        ["DELETE /api/v1/connections/{id:guid}"] = Member,
        ["POST /api/v1/connections/{id:guid}/pause"] = Member,
        ["POST /api/v1/connections/{id:guid}/resume"] = Member,
        ["POST /api/v1/connections/{id:guid}/sync"] = Member,
        ["POST /api/v1/connections/{id:guid}/refresh"] = Member,
        ["GET /api/v1/connections/{id:guid}/health"] = Member,
        ["POST /api/v1/connections/{id:guid}/health/check"] = Member,
        ["GET /api/v1/calendars"] = Member,
        ["GET /api/v1/calendars/{id:guid}"] = Member,
        ["PATCH /api/v1/calendars/{id:guid}"] = Member,
        ["POST /api/v1/calendars/{id:guid}/sync"] = Member,
        ["POST /api/v1/calendars/{id:guid}/reconcile"] = Member,
        ["GET /api/v1/calendar-events"] = Member,
        ["POST /api/v1/calendar-events"] = Member,
        ["GET /api/v1/calendar-events/{id:guid}"] = Member,
        ["PATCH /api/v1/calendar-events/{id:guid}"] = Member,
        ["DELETE /api/v1/calendar-events/{id:guid}"] = Member,
        ["GET /api/v1/time-blocks"] = Member,
        ["POST /api/v1/time-blocks"] = Member,
        ["GET /api/v1/time-blocks/spans"] = Member,
        ["GET /api/v1/time-blocks/{id:guid}"] = Member,
        ["PATCH /api/v1/time-blocks/{id:guid}"] = Member,
        ["DELETE /api/v1/time-blocks/{id:guid}"] = Member,
        ["GET /api/v1/sync-runs"] = Member,
        ["POST /api/v1/sync-all"] = Member,
        ["GET /api/v1/drift"] = Member,
        ["GET /api/v1/activities"] = Member,
        ["GET /api/v1/me"] = Member,
        ["PATCH /api/v1/me"] = Member,

        ["GET /api/v1/members"] = Admin,
        ["PATCH /api/v1/members/{id:guid}"] = Admin,
        ["DELETE /api/v1/members/{id:guid}"] = Admin,
        ["GET /api/v1/invitations"] = Admin,
        ["POST /api/v1/invitations"] = Admin,
        ["DELETE /api/v1/invitations/{id:guid}"] = Admin,
        ["GET /api/v1/api-keys"] = Admin,
        ["POST /api/v1/api-keys"] = Admin,
        ["DELETE /api/v1/api-keys/{id:guid}"] = Admin,
    };
}
