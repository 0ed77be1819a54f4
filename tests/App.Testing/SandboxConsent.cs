namespace App.Testing;

/// <summary>Answers a vendor's consent page as a person would, without a browser.</summary>
public static class SandboxConsent
{
    /// <summary>Allows everything that is asked, or only the given scopes, and returns the address the vendor sends the browser to.</summary>
    public static Task<Uri> AllowAsync(HttpClient client, Uri authorize, string email, IEnumerable<string>? scopes = null)
    {
        var asked = Query(authorize);
        var granted = scopes ?? asked.Single(q => q.Key == "scope").Value.Split(' ');
        return DecideAsync(client, authorize, [.. asked, new("account", email), .. granted.Select(s => KeyValuePair.Create("granted", s)), new("decision", "allow")]);
    }

    /// <summary>Says no.</summary>
    public static Task<Uri> RefuseAsync(HttpClient client, Uri authorize) =>
        DecideAsync(client, authorize, [.. Query(authorize), new("decision", "cancel")]);

    private static async Task<Uri> DecideAsync(HttpClient client, Uri authorize, List<KeyValuePair<string, string>> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await client.PostAsync(new Uri(authorize.GetLeftPart(UriPartial.Path)), content);
        return response.Headers.Location ?? throw new InvalidOperationException($"The consent page answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    private static List<KeyValuePair<string, string>> Query(Uri url) =>
        [.. from pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            let parts = pair.Split('=', 2)
            select KeyValuePair.Create(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1].Replace('+', ' ')))];
}
