using App.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace App.Tests.Hosting;

public sealed class SettingsCheckTests
{
    [Fact]
    public void The_defaults_are_fine() => Assert.Empty(Check());

    [Theory]
    [InlineData("Database:Provider", "oracle", "Database:Provider must be one of sqlite, postgresql, sqlserver.")]
    [InlineData("Database:Provider", "1", "Database:Provider must be one of sqlite, postgresql, sqlserver.")]
    [InlineData("Database:MigrateAtStart", "often", "Database:MigrateAtStart must be true or false.")]
    [InlineData("Api:RequestsPerMinute", "many", "Api:RequestsPerMinute must be a whole number.")]
    [InlineData("Api:RequestsPerMinute", "0", "Api:RequestsPerMinute must be from 1 to 1000000.")]
    [InlineData("App:PublicUrl", "hub.example.com", "App:PublicUrl must be an absolute http or https address without query.")]
    [InlineData("App:PathBase", "hub", "App:PathBase must be a path that begins with /.")]
    [InlineData("App:TrustedProxies:0", "10.0.0.0/99", "App:TrustedProxies:0 must be an IP address or a network such as 10.0.0.0/8.")]
    [InlineData("App:TrustedProxies", "10.0.0.1", "App:TrustedProxies must have keys below it (App:TrustedProxies:…), not a value.")]
    [InlineData("Telemetry:OtlpEndpoint", "ftp://collector", "Telemetry:OtlpEndpoint must be an absolute http or https address.")]
    [InlineData("Providers:zoom:ApiUrl", "api.example.com", "Providers:zoom:ApiUrl must be an absolute http or https address, or a path that begins with /.")]
    [InlineData("Providers:zoom:ClientId", "id", "Providers:zoom:ClientSecret must be set together with ClientId.")]
    [InlineData("Providers:outlook-calendar:Tenant", "../other", "Providers:outlook-calendar:Tenant must be an id, a domain or a word.")]
    [InlineData("Providers:google-calendar:Tenant", "common", "Providers:google-calendar:Tenant means nothing: accounts of Google have no tenant.")]
    [InlineData("Auth:SignUp", "sometimes", "Auth:SignUp must be one of first, open, closed.")]
    [InlineData("Auth:Organizations:0:Members:0:Role", "King", "Auth:Organizations:0:Members:0:Role must be one of member, admin, owner.")]
    public void A_wrong_value_is_named_with_what_it_must_be(string key, string value, string problem) => Assert.Equal([problem], Check((key, value)));

    [Theory]
    [InlineData("App:PublicUri", "App:PublicUri is not a setting; App has PublicUrl, PathBase, TrustedProxies, HstsDays.")]
    [InlineData("Providers:zoom:Client", "Providers:zoom:Client is not a setting; Providers:zoom has ")]
    [InlineData("Providers:zom:ClientId", "Providers:zom is no provider; there are ")]
    [InlineData("Auth:Organizations:0:Nam", "Auth:Organizations:0:Nam is not a setting; Auth:Organizations:0 has ")]
    public void A_key_nobody_knows_is_named(string key, string problem) => Assert.Contains(Check((key, "x")), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void One_message_names_every_wrong_key_and_no_value()
    {
        var problems = Check(("Database:Provider", "hunter2"), ("Mail:Port", "hunter2"), ("Api:MostBodyBytes", "5"), ("App:Nothing", "hunter2"));

        var message = SettingsCheck.Message(problems);

        Assert.All((string[])["Database:Provider", "Mail:Port", "Api:MostBodyBytes", "App:Nothing"], key => Assert.Contains(key, message, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public void The_table_has_every_setting_with_its_meaning()
    {
        var rows = SettingsTable.Markdown().Split('\n').Skip(2).ToList();

        Assert.Contains(rows, r => r.StartsWith("| `Database:Provider` | `Database__Provider` | `sqlite` |", StringComparison.Ordinal));
        Assert.All(rows, r => Assert.False(r.TrimEnd('\r', ' ', '|').EndsWith('`'), $"{r} says nothing"));
    }

    private static IReadOnlyList<string> Check(params (string Key, string Value)[] settings) =>
        SettingsCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), SettingsSection.All);
}
