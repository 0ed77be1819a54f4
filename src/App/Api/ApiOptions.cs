using System.ComponentModel.DataAnnotations;

namespace App.Api;

/// <summary>Section <c>Api</c>: limits of the REST API.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Requests a minute that one API key, or one signed-in member, may send.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Largest request body, in bytes.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public long MostBodyBytes { get; set; } = 1024 * 1024;
}
