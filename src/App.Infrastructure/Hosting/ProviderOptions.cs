using System.ComponentModel.DataAnnotations;
using App.Infrastructure.Providers;

namespace App.Infrastructure.Hosting;

/// <summary>Section <c>Providers</c>: one entry per provider, by its key (<c>Providers:google-calendar:ClientId</c>).</summary>
public sealed class ProvidersOptions : Dictionary<string, ProviderOptions>, IValidatableObject
{
    public const string Section = "Providers";

    public ProvidersOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var known = new Catalogue().All.ToDictionary(m => m.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, own) in this)
        {
            if (!known.TryGetValue(key, out var manifest))
            {
                yield return new($"is no provider; there are {string.Join(", ", known.Keys)}", [key]);
            }
            else if (own.Tenant is not null && manifest.DefaultTenant is null)
            {
                yield return new($"means nothing: accounts of {manifest.Vendor} have no tenant", [$"{key}:{nameof(ProviderOptions.Tenant)}"]);
            }
        }
    }
}

/// <summary>What the operator sets for one provider. Addresses beginning with <c>/</c> are our own (the sandbox).</summary>
public sealed class ProviderOptions : IValidatableObject
{
    /// <summary>Client id registered at the provider, for organizations that set none of their own.</summary>
    public string? ClientId { get; set; }

    /// <summary>Client secret belonging to <c>ClientId</c>. A secret: set it by environment variable or user secrets.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Whose accounts may be connected, where the vendor has tenants: a tenant's id or domain, or a word of the vendor's such as <c>common</c>. Default: the provider's.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9.-]*$", ErrorMessage = "must be an id, a domain or a word")]
    public string? Tenant { get; set; }

    /// <summary>Overrides where members are sent to consent.</summary>
    public string? AuthorizeUrl { get; set; }

    /// <summary>Overrides where codes and refresh tokens are exchanged.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>Overrides where tokens are revoked.</summary>
    public string? RevokeUrl { get; set; }

    /// <summary>Overrides where the account is identified.</summary>
    public string? UserInfoUrl { get; set; }

    /// <summary>Overrides the root of the provider's API.</summary>
    public string? ApiUrl { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ClientId) != string.IsNullOrEmpty(ClientSecret))
        {
            yield return new("must be set together with ClientId", [nameof(ClientSecret)]);
        }

        foreach (var (name, url) in ((string, string?)[])[(nameof(AuthorizeUrl), AuthorizeUrl), (nameof(TokenUrl), TokenUrl), (nameof(RevokeUrl), RevokeUrl), (nameof(UserInfoUrl), UserInfoUrl), (nameof(ApiUrl), ApiUrl)])
        {
            if (url is not null && !url.StartsWith('/') && !(Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https"))
            {
                yield return new("must be an absolute http or https address, or a path that begins with /", [name]);
            }
        }
    }
}
