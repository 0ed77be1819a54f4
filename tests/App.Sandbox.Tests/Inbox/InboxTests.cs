using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Inbox;

public sealed class InboxTests : SandboxTest
{
    private const string Page = "/sandbox/at/inbox/mine";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = "{\"test\": 2432232314}";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string PublicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private const string KeySignature = "v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw==";

    private static readonly DateTimeOffset Published = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Fact]
    public async Task What_is_posted_is_answered_and_shown_the_newest_first()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("mine", "{\"type\":\"first <one>\"}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("mine", "second, no JSON")).StatusCode);

        var page = await Host.Http.GetStringAsync(Page);
        Assert.Contains("first &lt;one&gt;", page);
        Assert.True(page.IndexOf("second, no JSON", StringComparison.Ordinal) < page.IndexOf("first &lt;one&gt;", StringComparison.Ordinal));
        var items = (await Host.GetControlAsync("/inbox/mine"))["items"]!.AsArray();
        Assert.Equal(["second, no JSON", "{\"type\":\"first <one>\"}"], items.Select(i => i!["body"]!.GetValue<string>()));
        Assert.Equal("text/plain; charset=utf-8", items[0]!["headers"]!["content-type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_last_two_hundred_are_kept()
    {
        for (var i = 1; i <= 203; i++)
        {
            await PostAsync("mine", $"{i}");
        }

        var items = (await Host.GetControlAsync("/inbox/mine"))["items"]!.AsArray();
        Assert.Equal(200, items.Count);
        Assert.Equal(("203", "4"), (items[0]!["body"]!.GetValue<string>(), items[^1]!["body"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Of_a_long_body_the_beginning_is_kept_and_nothing_is_said_of_its_signature()
    {
        await KeepSecretAsync(Secret);
        await PostAsync("mine", new string('x', 300_000), Signature);

        var item = await LastAsync();
        Assert.Equal((64 * 1024, 300_000), (item["body"]!.GetValue<string>().Length, item["bytes"]!.GetValue<int>()));
        Assert.Null(item["isSignatureRight"]);
    }

    [Theory]
    [InlineData(Secret, Signature, true)]
    [InlineData(Secret, "v1,AAAA " + Signature + " v1a,AAAA", true)]
    [InlineData(Secret, KeySignature, false)]
    [InlineData(PublicKey, KeySignature, true)]
    [InlineData(PublicKey, Signature, false)]
    [InlineData("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", Signature, false)]
    [InlineData(Secret, "v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44=", false)]
    [InlineData(Secret, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData(Secret, "%%", false)]
    public async Task With_a_secret_the_page_says_whether_the_signature_is_right(string secret, string signature, bool isRight)
    {
        AtPublished();
        await KeepSecretAsync(secret);
        await PostAsync("mine", Body, signature);

        Assert.Equal(isRight, (await LastAsync())["isSignatureRight"]!.GetValue<bool>());
        Assert.Contains(isRight ? "Signature right" : "Signature wrong", await Host.Http.GetStringAsync(Page));
    }

    [Fact]
    public async Task Every_changed_bit_of_an_ed25519_signature_or_of_the_body_is_wrong()
    {
        AtPublished();
        await KeepSecretAsync(PublicKey);
        var signed = Convert.FromBase64String(KeySignature[4..]);
        for (var bit = 0; bit < signed.Length * 8; bit += 7)
        {
            var changed = signed.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await PostAsync("mine", Body, "v1a," + Convert.ToBase64String(changed));
            Assert.False((await LastAsync())["isSignatureRight"]!.GetValue<bool>());
        }

        await PostAsync("mine", Body + " ", KeySignature);
        Assert.False((await LastAsync())["isSignatureRight"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public async Task A_message_of_another_time_is_wrong(int later, bool isRight)
    {
        AtPublished(later);
        await KeepSecretAsync(Secret);
        await PostAsync("mine", Body, Signature);

        Assert.Equal(isRight, (await LastAsync())["isSignatureRight"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_secret_in_the_address_wins_and_stands_in_no_log()
    {
        AtPublished();
        await KeepSecretAsync("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        await PostAsync("mine?secret=" + Uri.EscapeDataString(Secret), Body, Signature);

        Assert.True((await LastAsync())["isSignatureRight"]!.GetValue<bool>());
        Assert.DoesNotContain(Secret, await Host.Http.GetStringAsync(Page));
        Assert.Contains("secret=***", (await Host.GetControlAsync("/requests"))["items"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_secret_or_a_signature_nothing_is_said()
    {
        await PostAsync("mine", Body, Signature);
        Assert.Null((await LastAsync())["isSignatureRight"]);
        await KeepSecretAsync(Secret);
        await PostAsync("mine", Body);
        Assert.Null((await LastAsync())["isSignatureRight"]);
        Assert.Contains("not signed", (await LastAsync())["verdict"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("error500", HttpStatusCode.InternalServerError)]
    [InlineData("gone410", HttpStatusCode.Gone)]
    [InlineData("tooMany429", HttpStatusCode.TooManyRequests)]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized)]
    public async Task It_fails_on_demand_as_often_as_asked_and_shows_that_too(string kind, HttpStatusCode status)
    {
        await Host.PostControlAsync("/faults", new { kind, vendor = "inbox", account = "mine", count = 1, retryAfterSeconds = 7 });

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("other", Body)).StatusCode);
        var failed = await PostAsync("mine", Body);
        Assert.Equal((status, TimeSpan.FromSeconds(7)), (failed.StatusCode, failed.Headers.RetryAfter?.Delta));
        Assert.Equal((int)status, (await LastAsync())["status"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("mine", Body)).StatusCode);
    }

    [Fact]
    public async Task The_page_switches_faults_on_and_off()
    {
        var on = await FormAsync(Page + "/faults", ("kind", "Gone410"), ("count", "2"), ("retryAfterSeconds", ""), ("delayMs", ""));
        Assert.Contains("Answer 410, gone", on);
        Assert.Contains("one fault is on", await Host.Http.GetStringAsync(Page));
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("mine", Body)).StatusCode);

        var id = Regex.Match(on, "name=\"id\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains("Everything is answered 204.", await FormAsync(Page + "/faults/clear", ("id", id)));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("mine", Body)).StatusCode);
    }

    [Fact]
    public async Task The_page_keeps_a_secret_or_says_that_it_is_none_and_never_shows_it()
    {
        Assert.Contains("Nothing was kept", await FormAsync(Page + "/secret", ("secret", "s3cret")));
        var kept = await FormAsync(Page + "/secret", ("secret", Secret));
        Assert.Contains("The secret is kept.", kept);
        Assert.DoesNotContain(Secret, kept);
        Assert.DoesNotContain(Secret, await Host.Http.GetStringAsync(Page));
        Assert.Contains("forgotten", await FormAsync(Page + "/secret", ("secret", "")));
    }

    [Fact]
    public async Task An_inbox_is_emptied_and_all_are_by_a_reset()
    {
        await PostAsync("mine", Body);
        Assert.Contains("Nothing has come yet.", await FormAsync(Page + "/clear"));
        await PostAsync("mine", Body);
        await Host.PostControlAsync("/reset");
        Assert.Empty((await Host.GetControlAsync("/inbox/mine"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_list_looks_again_by_itself_until_told_not_to()
    {
        using var follows = await Host.Http.GetAsync(Page);
        using var stands = await Host.Http.GetAsync(Page + "?follow=no");
        using var typing = await Host.Http.GetAsync(Page + "/answers");
        Assert.Equal("3", Assert.Single(follows.Headers.GetValues("Refresh")));
        Assert.All([stands, typing], r => Assert.False(r.Headers.Contains("Refresh")));
    }

    [Theory]
    [InlineData("/sandbox/inbox", "/sandbox/at/inbox")]
    [InlineData("/sandbox/inbox/mine", "/sandbox/at/inbox/mine")]
    public async Task Its_address_in_a_browser_leads_to_the_page(string address, string page)
    {
        using var response = await Host.Http.GetAsync(address);
        Assert.Equal((HttpStatusCode.Redirect, page), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("%3Cb%3E")]
    [InlineData("a%20b")]
    [InlineData("%2e%2e%2f")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(name, Body)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/sandbox/at/inbox/" + name)).StatusCode);
    }

    [Fact]
    public async Task Of_too_many_inboxes_the_longest_unused_goes()
    {
        for (var i = 0; i < 51; i++)
        {
            await PostAsync($"box{i}", Body);
        }

        Assert.Empty((await Host.GetControlAsync("/inbox/box0"))["items"]!.AsArray());
        Assert.Single((await Host.GetControlAsync("/inbox/box50"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("/sandbox/at/inbox")]
    [InlineData(Page)]
    [InlineData(Page + "/answers")]
    [InlineData("/sandbox/at/inbox/%3Cb%3E")]
    public async Task Every_page_keeps_to_a_strict_policy_and_labels_its_fields(string path)
    {
        await PostAsync("mine", "{\"a\":\"<script>alert(1)</script>\"}");
        using var response = await Host.Http.GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains("style-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotMatch(@"<script|<style|\sstyle=|\son\w+=", page);
        Assert.Single(Regex.Matches(page, "<h1"));
        Assert.All(Regex.Matches(page, "<(input(?! type=\"hidden\")|select)").Cast<Match>(), field =>
            Assert.True(page[..field.Index].LastIndexOf("<label", StringComparison.Ordinal) > page[..field.Index].LastIndexOf("</label>", StringComparison.Ordinal)));
    }

    private void AtPublished(int later = 0) => Host.Clock.Advance(Published.AddSeconds(later) - Host.Clock.GetUtcNow());

    private Task<JsonNode> KeepSecretAsync(string secret) => Host.ControlAsync(HttpMethod.Put, "/inbox/mine/secret", new { secret });

    private async Task<JsonNode> LastAsync() => (await Host.GetControlAsync("/inbox/mine"))["items"]![0]!;

    private async Task<HttpResponseMessage> PostAsync(string inbox, string body, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/inbox/" + inbox) { Content = new StringContent(body, Encoding.UTF8) };
        if (signature is not null)
        {
            request.Headers.Add("webhook-id", Id);
            request.Headers.Add("webhook-timestamp", "1614265330");
            request.Headers.TryAddWithoutValidation("webhook-signature", signature);
        }

        return await Host.Http.SendAsync(request);
    }

    private async Task<string> FormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var response = await Host.Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return await Host.Http.GetStringAsync(response.Headers.Location!);
    }
}
