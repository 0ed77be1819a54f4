using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>By what a feed is known again: the sync token of its calendar.</summary>
/// <param name="Digest">Of what it says, without what servers write anew at every request.</param>
internal sealed record FeedVersion(string? ETag, string? LastModified, string Digest)
{
    public static FeedVersion? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize(token, FeedVersionJson.Default.FeedVersion);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, FeedVersionJson.Default.FeedVersion);
}

[JsonSerializable(typeof(FeedVersion))]
internal sealed partial class FeedVersionJson : JsonSerializerContext;
