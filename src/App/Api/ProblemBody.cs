using System.Text.Json.Serialization;

namespace App.Api;

/// <summary>Why a request was not answered with what it asked for (RFC 9457).</summary>
public sealed record ProblemBody
{
    /// <summary>Identifies the kind of problem: <c>urn:integrations-hub:problem:</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>The status in words.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable and meant for programs, such as <c>needs_reconnect</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Of invalid input: what each field must be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
