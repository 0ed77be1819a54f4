using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Organizations;

public sealed class SignInMemberOnSqlite() : SignInMemberTests(DatabaseProvider.Sqlite);

public sealed class SignInMemberOnPostgreSql() : SignInMemberTests(DatabaseProvider.PostgreSql);

public abstract class SignInMemberTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [SkippableFact]
    public async Task The_first_to_sign_in_founds_an_organization_and_owns_it()
    {
        var member = (await House.SignInAsync("Olivia")).Value;

        Assert.Equal(Role.Owner, member.Role);
        Assert.Equal("Organization of Olivia", (await House.ReadAsync(db => db.Organizations.SingleAsync())).Name);
        Assert.Equal(["member.joined", "organization.founded"], (await House.ActivityAsync()).Order());
    }

    [SkippableFact]
    public async Task Of_twelve_who_sign_in_first_at_once_one_founds()
    {
        var house = House;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => house.SignInAsync($"person{i}"))));

        Assert.Single(outcomes, o => o.IsOk);
        Assert.All(outcomes.Where(o => !o.IsOk), o => Assert.Equal("not_invited", o.Failure!.Code));
        Assert.Equal(1, await house.ReadAsync(db => db.Organizations.CountAsync()));
    }

    [SkippableFact]
    public async Task The_same_person_signing_in_twice_at_once_is_one_member()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var house = House;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => house.SignInAsync("Olivia"))));

        Assert.All(outcomes, o => Assert.True(o.IsOk));
        Assert.Equal(1, await house.ReadAsync(db => db.Members.CountAsync()));
    }

    [SkippableFact]
    public async Task Where_sign_up_is_open_everyone_founds_her_own()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var olivia = await House.EnterAsync("Olivia");
        var carol = await House.EnterAsync("Carol");

        Assert.NotEqual(olivia.OrganizationId, carol.OrganizationId);
        Assert.Equal(Role.Owner, (await House.MemberAsync(carol)).Role);
    }

    [SkippableFact]
    public async Task Where_sign_up_is_closed_nobody_founds()
    {
        await RebuildAsync(("Auth:SignUp", "closed"));

        Assert.Equal("sign_up_closed", (await House.SignInAsync("Olivia")).Failure?.Code);
        Assert.Equal(0, await House.ReadAsync(db => db.Organizations.CountAsync()));
    }

    [SkippableFact]
    public async Task A_verified_invited_address_joins_with_the_invited_role()
    {
        var olivia = await House.EnterAsync("Olivia");
        await House.InviteAsync(olivia, "Bob@Northwind.Example", Role.Admin);

        var bob = (await House.SignInAsync("Bob", "bob@northwind.example")).Value;

        Assert.Equal((olivia.OrganizationId, Role.Admin), (bob.OrganizationId, bob.Role));
        Assert.NotNull((await House.ReadAsync(db => db.Invitations.SingleAsync())).AcceptedAt);
    }

    [SkippableFact]
    public async Task An_unverified_address_is_not_believed()
    {
        var olivia = await House.EnterAsync("Olivia");
        await House.InviteAsync(olivia, "bob@northwind.example");

        var invited = await House.SignInAsync("Mallory", "bob@northwind.example", verified: false);
        var stranger = await House.SignInAsync("Eve", "eve@elsewhere.example", verified: false);

        Assert.Equal("email_not_verified", invited.Failure?.Code);
        Assert.Equal(invited.Failure, stranger.Failure);
    }

    [SkippableFact]
    public async Task A_link_lets_in_whoever_holds_it_once()
    {
        var olivia = await House.EnterAsync("Olivia");
        var token = await House.InviteAsync(olivia, "bob@northwind.example");

        var bob = await House.SignInAsync("Bob", "private@elsewhere.example", verified: false, token);
        var second = await House.SignInAsync("Eve", "eve@elsewhere.example", token: token);

        Assert.True(bob.IsOk);
        Assert.Equal("invitation_used", second.Failure?.Code);
    }

    [SkippableFact]
    public async Task Two_who_open_one_link_at_once_do_not_both_get_in()
    {
        var olivia = await House.EnterAsync("Olivia");
        var token = await House.InviteAsync(olivia, "bob@northwind.example");
        var house = House;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => house.SignInAsync($"p{i}", $"p{i}@elsewhere.example", token: token))));

        Assert.Single(outcomes, o => o.IsOk);
    }

    [SkippableFact]
    public async Task A_link_that_can_not_be_used_says_why()
    {
        var olivia = await House.EnterAsync("Olivia");
        var replaced = await House.InviteAsync(olivia, "bob@northwind.example");
        var token = await House.InviteAsync(olivia, "bob@northwind.example");
        House.Time.Advance(Invitation.Life.ToTimeSpan());

        Assert.Equal("invitation_revoked", (await House.SignInAsync("Bob", token: replaced)).Failure?.Code);
        Assert.Equal("invitation_expired", (await House.SignInAsync("Bob", token: token)).Failure?.Code);
        Assert.Equal("invitation_unknown", (await House.SignInAsync("Bob", token: token[..^1] + "A" + "B")).Failure?.Code);
        Assert.Equal("invitation_unknown", (await House.SignInAsync("Bob", token: new string('A', token.Length))).Failure?.Code);
    }

    [SkippableFact]
    public async Task A_link_of_another_organization_does_not_move_a_member()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var olivia = await House.EnterAsync("Olivia");
        var carol = await House.EnterAsync("Carol");
        var token = await House.InviteAsync(carol, "new@fabrikam.example");
        var own = await House.InviteAsync(olivia, "other@northwind.example");

        Assert.Equal("already_member", (await House.SignInAsync("Olivia", token: token)).Failure?.Code);
        Assert.Equal(olivia.MemberId, (await House.SignInAsync("Olivia", token: own)).Value.Id);
    }

    [SkippableFact]
    public async Task A_verified_domain_joins_as_member_and_an_unverified_one_does_not()
    {
        var olivia = await House.EnterAsync("Olivia");
        Assert.True((await House.Get<SetEmailDomain>().RunAsync(olivia, "northwind.example", null, default)).IsOk);

        var alice = await House.SignInAsync("Alice");
        var mallory = await House.SignInAsync("Mallory", verified: false);
        var lookalike = await House.SignInAsync("Eve", "eve@evil-northwind.example");

        Assert.Equal((olivia.OrganizationId, Role.Member), (alice.Value.OrganizationId, alice.Value.Role));
        Assert.Equal("email_not_verified", mallory.Failure?.Code);
        Assert.Equal("not_invited", lookalike.Failure?.Code);
    }

    [SkippableFact]
    public async Task Who_was_removed_stays_out_until_invited_again()
    {
        var olivia = await House.EnterAsync("Olivia");
        await House.Get<SetEmailDomain>().RunAsync(olivia, "northwind.example", null, default);
        var alice = await House.EnterAsync("Alice");
        await House.Get<RemoveMember>().RunAsync(olivia, alice.Id, null, default);

        Assert.Equal("removed", (await House.SignInAsync("Alice")).Failure?.Code);

        await House.InviteAsync(olivia, "alice@northwind.example", Role.Admin);
        var back = (await House.SignInAsync("Alice")).Value;
        Assert.Equal((alice.Id, Role.Admin, (Instant?)null), (back.Id, back.Role, back.RemovedAt));
    }

    [SkippableFact]
    public async Task Who_was_removed_can_join_another_organization()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var olivia = await House.EnterAsync("Olivia");
        var carol = await House.EnterAsync("Carol");
        var alice = await House.JoinAsync(olivia, "Alice", Role.Member);
        await House.Get<RemoveMember>().RunAsync(olivia, alice.Id, null, default);

        Assert.Equal("removed", (await House.SignInAsync("Alice")).Failure?.Code);
        await House.InviteAsync(carol, "alice@northwind.example");
        var moved = await House.EnterAsync("Alice");

        Assert.Equal(carol.OrganizationId, moved.OrganizationId);
        Assert.NotEqual(alice.Id, moved.Id);
        Assert.Equal(moved.Id, (await House.EnterAsync("Alice")).Id);
    }

    [SkippableFact]
    public async Task What_the_issuer_says_of_her_is_taken_over_where_it_can_be()
    {
        var identity = new Identity(House.IssuerUrl, "s1", "anna@northwind.example", true, "Anna", "pt_BR", "America/Sao_Paulo");
        var anna = (await House.Get<SignInMember>().RunAsync(identity, null, default)).Value;
        var odd = (await House.Get<SignInMember>().RunAsync(new Identity(House.IssuerUrl, "s1", "not an address", true, "Anna", "x", "Mars/Base"), null, default)).Value;

        Assert.Equal(("pt-BR", "America/Sao_Paulo", false), (anna.Locale, anna.TimeZone, anna.TimeZoneChosen));
        Assert.Equal((null, "Anna"), (odd.Email, odd.Name));
        Assert.Equal("identity_unusable", (await House.Get<SignInMember>().RunAsync(identity with { Subject = new string('x', 256) }, null, default)).Failure?.Code);
    }

    [SkippableFact]
    public async Task Configuration_seeds_organizations_once_and_their_people_come_in_by_signing_in()
    {
        await RebuildAsync(
            ("Auth:Organizations:0:Name", "Northwind"),
            ("Auth:Organizations:0:Members:0:Email", "olivia@northwind.example"), ("Auth:Organizations:0:Members:0:Role", "Owner"),
            ("Auth:Organizations:0:Members:1:Email", "alice@northwind.example"),
            ("Auth:Organizations:1:Name", "Fabrikam"),
            ("Auth:Organizations:1:Members:0:Email", "carol@fabrikam.example"), ("Auth:Organizations:1:Members:0:Role", "Owner"));
        await House.Get<SeedOrganizations>().RunAsync(default);
        var olivia = await House.EnterAsync("Olivia", "olivia@northwind.example");
        var alice = await House.EnterAsync("Alice", "alice@northwind.example");
        var carol = await House.EnterAsync("Carol", "carol@fabrikam.example");
        await House.Get<RenameOrganization>().RunAsync(olivia, "Northwind Traders", null, default);
        await House.Get<SeedOrganizations>().RunAsync(default);

        Assert.Equal([Role.Owner, Role.Member, Role.Owner], [(await House.MemberAsync(olivia)).Role, (await House.MemberAsync(alice)).Role, (await House.MemberAsync(carol)).Role]);
        Assert.Equal(["Fabrikam", "Northwind Traders"], await House.ReadAsync(db => db.Organizations.OrderBy(o => o.Name).Select(o => o.Name).ToListAsync()));
        Assert.Equal("not_invited", (await House.SignInAsync("Eve", "eve@elsewhere.example")).Failure?.Code);
    }
}
