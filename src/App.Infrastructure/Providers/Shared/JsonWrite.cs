using System.Text;
using System.Text.Json.Nodes;

namespace App.Infrastructure.Providers.Shared;

/// <summary>A request that changes something at a vendor that speaks JSON.</summary>
/// <param name="Body">Null: none.</param>
/// <param name="ETag">Only while what is changed is as it was then.</param>
internal sealed record JsonWrite(HttpMethod Method, Uri Url, JsonObject? Body = null, string? ETag = null)
{
    /// <summary>True: whether a vendor that did not answer has done what was asked is for the caller to find out.</summary>
    public bool Once { get; init; }

    /// <summary>False also where it would, repeated, be refused for the change it made itself.</summary>
    public bool MayRepeat => !Once && (ETag is null || Method == HttpMethod.Delete);

    public void Fill(HttpRequestMessage request)
    {
        request.Content = Body is null ? null : new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        if (ETag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ETag);
        }
    }
}
