using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Auth;
using App.Domain;
using App.Infrastructure.Database;

namespace App.Api;

/// <summary>Marks an endpoint whose answer carries a secret: that it was done is kept for repeats, the answer is not.</summary>
internal sealed class SecretAnswer;

/// <summary>
/// A change sent twice with the same <c>Idempotency-Key</c> is made once: the second is given the first one's answer, for 24 hours.
/// Answers that say "try again" (429, 5xx) are not kept.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, StoredAnswers answers)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";

    private const int LongestKey = 255;
    private static readonly string[] KeptHeaders = ["ETag", "Link", "Location"];

    /// <summary>Under which id to make what is asked for, so that a repeat finds it also where the first answer was lost. Null: there is no key.</summary>
    public static Guid? IdOf(HttpContext context) => context.Features.Get<RepeatableRequest>()?.Id;

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || context.User.FindActor() is not { } actor)
        {
            await next(context);
        }
        else if (key.Length > LongestKey || key.Any(c => c is < '!' or > '~'))
        {
            await Problems.WriteAsync(context, new Failure.Invalid(Header, $"Must be 1 to {LongestKey} visible ASCII characters."));
        }
        else
        {
            var request = new RepeatableRequest(actor.OrganizationId, actor is Actor.Key program ? program.KeyId : actor.MemberId!.Value, key, await HashAsync(context.Request));
            context.Features.Set(request);
            await AnswerAsync(context, await answers.ClaimAsync(request, context.RequestAborted));
        }
    }

    private Task AnswerAsync(HttpContext context, Claim claim)
    {
        switch (claim)
        {
            case Claim.Mine mine:
                return DoAsync(context, mine.Id);
            case Claim.Answered { Answer: var answer }:
                return ReplayAsync(context, answer);
            case Claim.InFlight:
                context.Response.Headers.RetryAfter = "1";
                return Problems.WriteAsync(context, StatusCodes.Status409Conflict, "in_flight", "The same request is being answered now. Send it again in a moment.");
            default:
                return Problems.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was used for another request.");
        }
    }

    private async Task DoAsync(HttpContext context, Guid id)
    {
        // What is begun is done and remembered, whether or not the caller still listens: its repeat is answered from here.
        var (body, caller) = (context.Response.Body, context.RequestAborted);
        context.RequestAborted = CancellationToken.None;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await TryAsync(context, id);
            await KeepAsync(context, id, copy.ToArray());
        }
        finally
        {
            context.Response.Body = body;
        }

        copy.Position = 0;
        await copy.CopyToAsync(body, caller);
    }

    /// <summary>A key is given back only where nothing was answered: what was done and can't be kept stays in flight.</summary>
    private async Task TryAsync(HttpContext context, Guid id)
    {
        try
        {
            await next(context);
        }
        catch
        {
            await answers.ReleaseAsync(id, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Kept even when the caller has hung up: what was done must not be done again. A refusal that is worded further out did nothing.</summary>
    private Task KeepAsync(HttpContext context, Guid id, byte[] body)
    {
        var response = context.Response;
        if (response.StatusCode is >= 500 or StatusCodes.Status429TooManyRequests || (response.StatusCode >= 400 && body.Length == 0))
        {
            return answers.ReleaseAsync(id, CancellationToken.None);
        }

        var isSecret = response.StatusCode < 300 && context.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null;
        var headers = KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(h => h, h => response.Headers[h].ToString());
        return answers.KeepAsync(id, response.StatusCode, response.ContentType, JsonSerializer.Serialize(headers), isSecret ? null : body, CancellationToken.None);
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer answer)
    {
        context.Response.Headers[Replayed] = "true";
        if (answer.Body is null)
        {
            await Problems.WriteAsync(context, StatusCodes.Status409Conflict, "answer_not_kept", "This was done before. Its answer carried a secret, which is shown once.");
            return;
        }

        (context.Response.StatusCode, context.Response.ContentType) = (answer.Status!.Value, answer.ContentType);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(answer.Headers ?? "{}")!)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<byte[]> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
