using App.Sandbox.Faults;

namespace App.Sandbox.Control;

/// <summary>The faults in the words of the control page.</summary>
internal static class FaultWords
{
    public static readonly IReadOnlyList<(FaultKind Kind, string Name, string Sentence)> All =
    [
        (FaultKind.Unauthorized, "Access token refused", "API calls answer 401."),
        (FaultKind.RateLimit403, "Limit, as 403", "API calls answer 403, user rate limit exceeded."),
        (FaultKind.Forbidden403, "Not allowed", "API calls answer 403, permission missing."),
        (FaultKind.TooMany429, "Limit, as 429", "API calls answer 429, with Retry-After if set."),
        (FaultKind.Gone410, "Sync token gone", "Listings with a sync token answer 410."),
        (FaultKind.Error500, "Vendor fails", "API calls answer 500."),
        (FaultKind.Slow, "Slow", "API calls are answered late, by ten seconds unless set."),
        (FaultKind.Truncated, "Truncated", "Answers end in the middle."),
        (FaultKind.Dropped, "Connection dropped", "The connection closes without an answer."),
        (FaultKind.TokenDown, "Token endpoint down", "Exchanging and refreshing answer 503."),
        (FaultKind.NoRefreshToken, "No refresh token", "A code is exchanged without giving one."),
        (FaultKind.EmptyPage, "Empty page", "A page of events is empty though more follow."),
        (FaultKind.MalformedEvent, "Malformed event", "One event on each page makes no sense."),
        (FaultKind.DroppedPush, "Push lost", "A push is not sent."),
        (FaultKind.DuplicatedPush, "Push doubled", "A push is sent twice."),
        (FaultKind.LatePush, "Push late", "A push is sent after a minute unless set, or when released."),
    ];

    public static string Name(FaultKind kind) => All.First(f => f.Kind == kind).Name;
}
