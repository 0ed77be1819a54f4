using System.Net;
using System.Text.RegularExpressions;

namespace App.Tests.Auth;

/// <summary>Somebody with a browser: keeps cookies, sees every redirect, and chooses a person at the sandbox's identity provider.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Visitor(Uri root) => _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = root };

    /// <summary>Every address redirected to.</summary>
    public List<Uri> Led { get; } = [];

    /// <summary>Every cookie as it was set.</summary>
    public List<string> CookiesSet { get; } = [];

    public void Dispose() => _client.Dispose();

    /// <summary>Opens an address and follows where it leads.</summary>
    public Task<HttpResponseMessage> OpenAsync(string address) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Opens an address and does not follow.</summary>
    public Task<HttpResponseMessage> AskAsync(string address, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        return SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] form) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Starts at our sign-in and chooses a person; ends wherever that leads.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string email, string query = "")
    {
        using var page = await OpenAsync($"/sign-in/start{query}");
        return await ChooseAsync(page, email);
    }

    public async Task<HttpResponseMessage> ChooseAsync(HttpResponseMessage page, string email) => await FollowAsync(await ChoiceAsync(page, email));

    /// <summary>Chooses a person and returns the address the issuer sends her back to, without opening it.</summary>
    public async Task<Uri> ReturnAddressAsync(string email)
    {
        using var page = await OpenAsync("/sign-in/start");
        using var answer = await SendAsync(await ChoiceAsync(page, email));
        return answer.Headers.Location!;
    }

    private static async Task<HttpRequestMessage> ChoiceAsync(HttpResponseMessage page, string email)
    {
        var html = await page.Content.ReadAsStringAsync();
        var form = Form().Matches(html).Select(m => m.Value).Single(f => f.Contains($"value=\"{email}\"", StringComparison.Ordinal));
        var fields = Field().Matches(form).Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)));
        var action = WebUtility.HtmlDecode(Action().Match(form).Groups[1].Value);
        return new HttpRequestMessage(HttpMethod.Post, new Uri(page.RequestMessage!.RequestUri!, action)) { Content = new FormUrlEncodedContent(fields) };
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request)
    {
        var response = await SendAsync(request);
        for (var hops = 0; response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && hops < 10; hops++)
        {
            var next = new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!);
            Led.Add(next);
            response.Dispose();
            response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, next));
        }

        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var response = await _client.SendAsync(request);
        CookiesSet.AddRange(response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
        return response;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
