using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Organizations;

public sealed class SettingsOnSqlite() : SettingsTests(DatabaseProvider.Sqlite);

public sealed class SettingsOnPostgreSql() : SettingsTests(DatabaseProvider.PostgreSql);

public abstract class SettingsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Provider = "google-calendar";

    [SkippableFact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var olivia = await House.EnterAsync("Olivia");
        var created = (await House.Get<CreateApiKey>().RunAsync(olivia, " Booking page ", mayWrite: false, default)).Value;
        var stored = await House.ReadAsync(db => db.ApiKeys.SingleAsync());

        Assert.Matches("^ihk_[A-Za-z0-9_-]{43}$", created.Secret);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(created.Secret)), stored.Hash);
        Assert.Equal(("Booking page", created.Secret[..10]), (stored.Name, stored.Prefix));
        Assert.DoesNotContain(created.Secret, created.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Booking page"], (await House.Get<ListApiKeys>().RunAsync(olivia, null, 10, default)).Value.Items.Select(k => k.Name));
    }

    [SkippableFact]
    public async Task A_read_only_key_writes_nothing_and_no_key_makes_keys()
    {
        var olivia = await House.EnterAsync("Olivia");
        var reads = await AuthenticateAsync(olivia, mayWrite: false);
        var writes = await AuthenticateAsync(olivia, mayWrite: true);

        Assert.True((await House.Get<ListMembers>().RunAsync(reads, null, 10, default)).IsOk);
        Assert.Equal("not_found", (await House.Get<RenameOrganization>().RunAsync(reads, "X", null, default)).Failure?.Code);
        Assert.True((await House.Get<RenameOrganization>().RunAsync(writes, "Y", null, default)).IsOk);
        Assert.Equal("not_found", (await House.Get<CreateApiKey>().RunAsync(writes, "more", true, default)).Failure?.Code);
    }

    [SkippableFact]
    public async Task The_last_use_of_a_key_is_written_once_a_minute_and_leaves_its_version()
    {
        var olivia = await House.EnterAsync("Olivia");
        var key = (await House.Get<CreateApiKey>().RunAsync(olivia, "k", true, default)).Value;
        async Task<ApiKey> UseAsync()
        {
            await House.Get<AuthenticateApiKey>().RunAsync(key.Secret, default);
            await House.Get<LastUses>().WriteAsync(default);
            return await House.ReadAsync(db => db.ApiKeys.SingleAsync());
        }

        var first = await UseAsync();
        House.Time.Advance(TimeSpan.FromSeconds(59));
        var second = await UseAsync();
        House.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await UseAsync();

        Assert.NotNull(first.LastUsedAt);
        Assert.Equal(first.LastUsedAt, second.LastUsedAt);
        Assert.Equal(first.LastUsedAt + NodaTime.Duration.FromMinutes(1), third.LastUsedAt);
        Assert.Equal(1, third.Version);
    }

    [SkippableFact]
    public async Task Only_an_owners_own_verified_domain_opens_the_door()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var olivia = await House.EnterAsync("Olivia");
        var unproven = await EnterAsync("Una", "una@unproven.example", verified: false);
        var rival = await EnterAsync("Rita", "rita@northwind.example", verified: true);
        var webmail = await EnterAsync("Wanda", "wanda@yahoo.co.uk", verified: true);

        Assert.Equal("invalid", (await SetDomainAsync(olivia, "fabrikam.example")).Failure?.Code);
        Assert.Equal("invalid", (await SetDomainAsync(unproven, "unproven.example")).Failure?.Code);
        Assert.Equal("invalid", (await SetDomainAsync(webmail, "yahoo.co.uk")).Failure?.Code);
        Assert.True((await SetDomainAsync(olivia, " @Northwind.Example ")).IsOk);
        Assert.Equal("domain_taken", (await SetDomainAsync(rival, "northwind.example")).Failure?.Code);
        Assert.True((await SetDomainAsync(olivia, null)).IsOk);
        Assert.True((await SetDomainAsync(rival, "northwind.example")).IsOk);
    }

    [SkippableFact]
    public async Task A_provider_secret_is_sealed_and_never_comes_back()
    {
        var olivia = await House.EnterAsync("Olivia");
        var set = (await House.Get<SetProviderCredentials>().RunAsync(olivia, Provider, "client", "s3cret-of-the-provider", null, default)).Value;
        var stored = await House.ReadAsync(db => db.ProviderCredentials.SingleAsync());
        var kept = (await House.Get<SetProviderCredentials>().RunAsync(olivia, Provider, "client-2", "", set.Version, default)).Value;
        await House.Get<CheckProviderCredentials>().RunAsync(olivia, Provider, default);

        Assert.DoesNotContain("s3cret", System.Text.Encoding.UTF8.GetString(stored.SealedSecret), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", set.ToString(), StringComparison.Ordinal);
        Assert.Equal("client-2", kept.ClientId);
        Assert.Equal("s3cret-of-the-provider", House.Hooks.AskedSecret);
        Assert.DoesNotContain("s3cret", string.Join('\n', await House.ReadAsync(db => db.Activities.Select(a => a.Text + a.Detail).ToListAsync())), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_the_provider_said_of_the_client_is_kept_until_it_is_set_anew()
    {
        var olivia = await House.EnterAsync("Olivia");
        await House.Get<SetProviderCredentials>().RunAsync(olivia, Provider, "client", "secret", null, default);
        House.Hooks.Answer = new Failure.Rejected("invalid_client", "It does not know this client.");
        var refused = (await House.Get<CheckProviderCredentials>().RunAsync(olivia, Provider, default)).Value;
        House.Hooks.Answer = new Failure.Unavailable("It does not answer.");
        var unknown = await House.Get<CheckProviderCredentials>().RunAsync(olivia, Provider, default);
        var read = Assert.Single((await House.Get<ReadProviderCredentials>().RunAsync(olivia, default)).Value);
        var anew = (await House.Get<SetProviderCredentials>().RunAsync(olivia, Provider, "client", "better", read.Version, default)).Value;

        Assert.Equal("It does not know this client.", refused.Problem);
        Assert.Equal("unavailable", unknown.Failure?.Code);
        Assert.Equal(refused.Problem, read.Problem);
        Assert.Equal((null, null), (anew.CheckedAt, anew.Problem));
        Assert.True((await House.Get<RemoveProviderCredentials>().RunAsync(olivia, Provider, anew.Version, default)).IsOk);
        Assert.Equal("not_found", (await House.Get<CheckProviderCredentials>().RunAsync(olivia, Provider, default)).Failure?.Code);
    }

    [SkippableFact]
    public async Task Input_that_can_not_be_is_named_by_its_field()
    {
        var olivia = await House.EnterAsync("Olivia");
        var long1 = new string('x', 6000);

        AssertNames(["clientId", "clientSecret"], (await House.Get<SetProviderCredentials>().RunAsync(olivia, Provider, " ", null, null, default)).Failure);
        AssertNames(["clientId", "clientSecret", "provider"], (await House.Get<SetProviderCredentials>().RunAsync(olivia, "no-such-provider", long1, long1, null, default)).Failure);
        AssertNames(["name"], (await House.Get<RenameOrganization>().RunAsync(olivia, "two\nlines", null, default)).Failure);
        AssertNames(["name"], (await House.Get<CreateApiKey>().RunAsync(olivia, long1, true, default)).Failure);
        AssertNames(["locale", "name", "timeZone"], (await House.Get<ChangeAccount>().RunAsync(olivia, new AccountChange("", "Mars/Base", "xx-YY"), null, default)).Failure);
    }

    [SkippableFact]
    public async Task Who_moves_is_told_about_to_those_who_lay_out_days()
    {
        var olivia = await House.EnterAsync("Olivia");
        await House.Get<ChangeAccount>().RunAsync(olivia, new AccountChange(Locale: "de-DE"), null, default);
        await House.Get<ChangeAccount>().RunAsync(olivia, new AccountChange(TimeZone: "Asia/Kathmandu"), null, default);
        await House.Get<ChangeAccount>().RunAsync(olivia, new AccountChange(TimeZone: "Asia/Kathmandu"), null, default);
        var member = await House.MemberAsync(olivia);

        Assert.Equal(["Asia/Kathmandu"], House.Hooks.Zones);
        Assert.Equal(("de-DE", "Asia/Kathmandu", true), (member.Locale, member.TimeZone, member.TimeZoneChosen));
    }

    private static void AssertNames(string[] fields, Failure? failure) => Assert.Equal(fields, Assert.IsType<Failure.Invalid>(failure).Errors.Keys.Order());

    private async Task<Actor> AuthenticateAsync(Actor by, bool mayWrite)
    {
        var key = (await House.Get<CreateApiKey>().RunAsync(by, "k", mayWrite, default)).Value;
        return (await House.Get<AuthenticateApiKey>().RunAsync(key.Secret, default))!;
    }

    private async Task<Actor.Person> EnterAsync(string name, string email, bool verified)
    {
        var member = (await House.SignInAsync(name, email, verified)).Value;
        return new Actor.Person(member.OrganizationId, member.Id);
    }

    private Task<Result<Done>> SetDomainAsync(Actor actor, string? domain) => House.Get<SetEmailDomain>().RunAsync(actor, domain, null, default);
}
