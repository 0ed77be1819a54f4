using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Tests.Providers.CalDav;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever opens accounts by what is typed.</summary>
public abstract class AccountOpenerTests(CalDavVendor vendor) : CapabilityTests<IAccountOpener>(vendor)
{
    [Fact]
    public async Task What_is_right_opens_the_account_the_probe_tells()
    {
        var opened = (await Capability.OpenAsync(await InputAsync(), default)).Value;
        var probed = await World.Hub.GetRequiredKeyedService<IAccountProbe>(Provider).IdentifyAsync(await GrantAsync(), default);

        Assert.Equal(probed.Value, opened.Account);
    }

    [Fact]
    public async Task A_wrong_password_names_its_field() =>
        Assert.NotEmpty(await ErrorsAsync(await InputAsync() with { Password = "wrong" }, "password"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with\nline")]
    public async Task What_is_missing_or_malformed_names_its_field(string? text)
    {
        Assert.NotEmpty(await ErrorsAsync(await InputAsync() with { Password = text }, "password"));
        Assert.NotEmpty(await ErrorsAsync(await InputAsync() with { UserName = text }, "userName"));
    }

    [Theory]
    [InlineData("error500")]
    [InlineData("truncated")]
    [InlineData("dropped")]
    public async Task An_outage_blames_nothing_that_was_typed(string kind)
    {
        await FaultAsync(kind, operation: null);
        AssertFailed<Failure.Unavailable, OpenedAccount>(await Capability.OpenAsync(await InputAsync(), default));
    }

    private Task<AccountInput> InputAsync() => vendor.InputAsync(World, World.Email);

    private async Task<string[]> ErrorsAsync(AccountInput input, string field) =>
        Assert.IsType<Failure.Invalid>((await Capability.OpenAsync(input, default)).Failure).Errors.GetValueOrDefault(field) ?? [];
}
