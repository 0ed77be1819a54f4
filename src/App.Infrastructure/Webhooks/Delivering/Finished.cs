using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>A claim that is over, to be stored.</summary>
/// <param name="At">When the request was begun.</param>
/// <param name="Outcome">Null: nothing was sent, or nobody knows whether it arrived; it is due again at <paramref name="Again"/>.</param>
/// <param name="Made">What the endpoint's template made of the message just now: kept, so that every try sends the same.</param>
internal sealed record Finished(Claim Claim, Instant At, SendOutcome? Outcome, string Signature, Instant Again, string? Made = null)
{
    public static Finished GivenBack(Claim claim, Instant again) => new(claim, again, null, "", again);
}
