using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Organizations;

public sealed class MembersOnSqlite() : MemberTests(DatabaseProvider.Sqlite);

public sealed class MembersOnPostgreSql() : MemberTests(DatabaseProvider.PostgreSql);

public abstract class MemberTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [SkippableFact]
    public async Task The_last_owner_stays_one()
    {
        var olivia = await House.EnterAsync("Olivia");

        Assert.Equal("last_owner", (await ChangeAsync(olivia, olivia, Role.Member)).Failure?.Code);
        Assert.Equal("last_owner", (await RemoveAsync(olivia, olivia)).Failure?.Code);

        var bob = await House.JoinAsync(olivia, "Bob", Role.Owner);
        Assert.True((await ChangeAsync(bob, olivia, Role.Member)).IsOk);
        Assert.Equal("last_owner", (await RemoveAsync(bob, bob)).Failure?.Code);
    }

    [SkippableFact]
    public async Task Of_two_owners_who_leave_at_once_one_stays()
    {
        var house = House;
        var olivia = await house.EnterAsync("Olivia");
        var bob = await house.JoinAsync(olivia, "Bob", Role.Owner);

        var outcomes = await Task.WhenAll(Task.Run(() => RemoveAsync(olivia, olivia)), Task.Run(() => ChangeAsync(bob, bob, Role.Member)), Task.Run(() => RemoveAsync(bob, olivia)), Task.Run(() => ChangeAsync(olivia, bob, Role.Admin)));

        Assert.Contains(outcomes, o => o.IsOk);
        Assert.True(await house.ReadAsync(db => db.Members.AnyAsync(m => m.Role == Role.Owner && m.RemovedAt == null)));
    }

    [SkippableFact]
    public async Task An_admin_makes_members_admins_and_touches_no_owner()
    {
        var olivia = await House.EnterAsync("Olivia");
        var bob = await House.JoinAsync(olivia, "Bob", Role.Admin);
        var alice = await House.JoinAsync(bob, "Alice", Role.Member);

        Assert.True((await ChangeAsync(bob, alice, Role.Admin)).IsOk);
        Assert.Equal("owner_only", (await ChangeAsync(bob, alice, Role.Owner)).Failure?.Code);
        Assert.Equal("owner_only", (await ChangeAsync(bob, olivia, Role.Member)).Failure?.Code);
        Assert.Equal("owner_only", (await RemoveAsync(bob, olivia)).Failure?.Code);
        Assert.Equal("invalid", (await House.Get<InviteMember>().RunAsync(bob, "x@northwind.example", Role.Owner, new Uri("https://h/"), default)).Failure?.Code);
        Assert.Equal("invalid", (await ChangeAsync(olivia, alice, (Role)7)).Failure?.Code);
    }

    [SkippableFact]
    public async Task A_member_may_do_none_of_it_and_learns_nothing()
    {
        var olivia = await House.EnterAsync("Olivia");
        var alice = await House.JoinAsync(olivia, "Alice", Role.Member);
        var link = new Uri("https://h/");

        Failure?[] refusals =
        [
            (await House.Get<InviteMember>().RunAsync(alice, "x@y.example", Role.Member, link, default)).Failure,
            (await ChangeAsync(alice, alice, Role.Owner)).Failure,
            (await RemoveAsync(alice, olivia)).Failure,
            (await House.Get<ListMembers>().RunAsync(alice, null, 10, default)).Failure,
            (await House.Get<ListInvitations>().RunAsync(alice, null, 10, default)).Failure,
            (await House.Get<RenameOrganization>().RunAsync(alice, "Mine", null, default)).Failure,
            (await House.Get<SetEmailDomain>().RunAsync(alice, "northwind.example", null, default)).Failure,
            (await House.Get<CreateApiKey>().RunAsync(alice, "k", true, default)).Failure,
            (await House.Get<ListApiKeys>().RunAsync(alice, null, 10, default)).Failure,
            (await House.Get<ReadProviderCredentials>().RunAsync(alice, default)).Failure,
            (await House.Get<SetProviderCredentials>().RunAsync(alice, "google-calendar", "id", "secret", null, default)).Failure,
        ];

        Assert.All(refusals, refusal => Assert.Equal("not_found", refusal?.Code));
    }

    [SkippableFact]
    public async Task Another_organization_does_not_exist()
    {
        await RebuildAsync(("Auth:SignUp", "open"));
        var olivia = await House.EnterAsync("Olivia");
        var carol = await House.EnterAsync("Carol");

        Assert.Equal("not_found", (await ChangeAsync(carol, olivia, Role.Member)).Failure?.Code);
        Assert.Equal("not_found", (await RemoveAsync(carol, olivia)).Failure?.Code);
        Assert.Equal("not_found", (await House.Get<ListMembers>().RunAsync(new Actor.Person(olivia.OrganizationId, carol.Id), null, 10, default)).Failure?.Code);
        Assert.Equal(["Carol"], (await House.Get<ListMembers>().RunAsync(carol, null, 10, default)).Value.Items.Select(m => m.Name));
    }

    [SkippableFact]
    public async Task Removing_ends_keys_invitations_and_connections()
    {
        var olivia = await House.EnterAsync("Olivia");
        var bob = await House.JoinAsync(olivia, "Bob", Role.Admin);
        var key = (await House.Get<CreateApiKey>().RunAsync(bob, "Script", true, default)).Value;

        Assert.True((await RemoveAsync(olivia, bob)).IsOk);

        Assert.Null(await House.Get<AuthenticateApiKey>().RunAsync(key.Secret, default));
        Assert.Equal([bob.Id], House.Hooks.Left);
        Assert.Equal("not_found", (await House.Get<ListMembers>().RunAsync(bob, null, 10, default)).Failure?.Code);
        Assert.Equal("not_found", (await RemoveAsync(olivia, bob)).Failure?.Code);
    }

    [SkippableFact]
    public async Task A_change_of_what_somebody_else_changed_since_is_stale()
    {
        var olivia = await House.EnterAsync("Olivia");
        var alice = await House.JoinAsync(olivia, "Alice", Role.Member);
        var seen = (await House.MemberAsync(alice)).Version;
        await ChangeAsync(olivia, alice, Role.Admin);

        Assert.Equal("stale", (await House.Get<ChangeRole>().RunAsync(olivia, alice.Id, Role.Member, seen, default)).Failure?.Code);
        Assert.Equal("stale", (await House.Get<RemoveMember>().RunAsync(olivia, alice.Id, seen, default)).Failure?.Code);
        Assert.Equal("stale", (await House.Get<ChangeAccount>().RunAsync(alice, new AccountChange("A"), seen, default)).Failure?.Code);
    }

    [SkippableFact]
    public async Task Members_are_listed_page_by_page_each_once()
    {
        var olivia = await House.EnterAsync("Olivia");
        for (var i = 0; i < 5; i++)
        {
            await House.JoinAsync(olivia, $"Person{i}", Role.Member);
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await House.Get<ListMembers>().RunAsync(olivia, cursor, 2, default)).Value;
            names.AddRange(page.Items.Select(m => m.Name));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["Olivia", "Person0", "Person1", "Person2", "Person3", "Person4"], names.Order());
    }

    [SkippableFact]
    public async Task An_invitation_is_mailed_where_mail_is_set_up_and_its_link_is_not_kept()
    {
        var olivia = await House.EnterAsync("Olivia");
        House.Mail.IsSetUp = true;
        var invited = (await House.Get<InviteMember>().RunAsync(olivia, " Bob@Northwind.example ", Role.Member, new Uri("https://hub.example/base/"), default)).Value;

        Assert.True(invited.Mailed);
        Assert.StartsWith("https://hub.example/base/invitations/", invited.Link.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains(invited.Link.AbsoluteUri, Assert.Single(House.Mail.Sent).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(invited.Link.Segments[^1], invited.ToString(), StringComparison.Ordinal);
        House.Mail.Refuses = true;
        Assert.False((await House.Get<InviteMember>().RunAsync(olivia, "c@northwind.example", Role.Member, new Uri("https://hub.example/"), default)).Value.Mailed);
        Assert.Equal("already_member", (await House.Get<InviteMember>().RunAsync(olivia, "OLIVIA@northwind.example", Role.Member, new Uri("https://h/"), default)).Failure?.Code);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("bob@")]
    [InlineData("Bob <bob@northwind.example>")]
    [InlineData("bob@northwind.example\r\nBcc: all@northwind.example")]
    public async Task What_is_no_address_is_not_invited(string address)
    {
        var olivia = await House.EnterAsync("Olivia");
        var failure = (await House.Get<InviteMember>().RunAsync(olivia, address, Role.Member, new Uri("https://h/"), default)).Failure;

        Assert.Contains("email", Assert.IsType<Failure.Invalid>(failure).Errors.Keys);
    }

    [SkippableFact]
    public async Task A_withdrawn_invitation_opens_nothing()
    {
        var olivia = await House.EnterAsync("Olivia");
        var token = await House.InviteAsync(olivia, "bob@northwind.example");
        var open = Assert.Single((await House.Get<ListInvitations>().RunAsync(olivia, null, 10, default)).Value.Items);
        Assert.Equal("Organization of Olivia", (await House.Get<ReadInvitation>().RunAsync(token, default)).Value.Organization);

        Assert.True((await House.Get<RevokeInvitation>().RunAsync(olivia, open.Id, open.Version, default)).IsOk);

        Assert.Equal("invitation_revoked", (await House.Get<ReadInvitation>().RunAsync(token, default)).Failure?.Code);
        Assert.Equal("not_invited", (await House.SignInAsync("Bob", "bob@northwind.example")).Failure?.Code);
        Assert.Equal("not_found", (await House.Get<RevokeInvitation>().RunAsync(olivia, open.Id, null, default)).Failure?.Code);
    }

    private Task<Result<Done>> ChangeAsync(Actor by, Actor.Person whom, Role role) => House.Get<ChangeRole>().RunAsync(by, whom.Id, role, null, default);

    private Task<Result<Done>> RemoveAsync(Actor by, Actor.Person whom) => House.Get<RemoveMember>().RunAsync(by, whom.Id, null, default);
}
