using System.Net;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.CalDav;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>By which addresses an account is known, whatever its owner signs in with.</summary>
public sealed class CalDavOwnerTests() : WriterTests(new CalDavVendor("caldav", "alice"))
{
    private new CalDavVendor Vendor => (CalDavVendor)base.Vendor;

    [Fact]
    public async Task A_user_name_that_is_no_address_invites_from_the_address_the_server_tells()
    {
        var written = await CreateAsync();
        var alone = await CreateAloneAsync();
        await ChangeAsync(alone.In(Calendar), new EventDraft { Attendees = [new DraftAttendee(Bob)] });

        Assert.Equal("mailto:" + World.Email, await OrganizerAsync(written));
        Assert.Equal("mailto:" + World.Email, await OrganizerAsync(alone));
    }

    [Fact]
    public async Task Her_own_answers_are_known_by_that_address()
    {
        var events = (await AllAsync()).ToLookup(e => e.Title);

        Assert.Equal((Response.Declined, Response.Tentative), (events["Vendor presentation"].Single().Response, events["Office move, first ideas"].Single().Response));
    }

    public static TheoryData<string, string, string> Told => new()
    {
        { "alice", "<href>mailto:a@x.example</href><href>mailto:b@x.example</href>", "a@x.example b@x.example" },
        { "alice", "<href>mailto:a@x.example</href><href preferred=\"1\">MAILTO:b@x.example</href>", "b@x.example a@x.example" },
        { "B@x.example", "<href preferred=\"1\">mailto:a@x.example</href><href>mailto:b@x.example</href>", "b@x.example a@x.example" },
        { "c@x.example", "<href>mailto:a@x.example</href><href>/principals/c/</href>", "a@x.example c@x.example" },
        { "alice", "<href>/principals/alice/</href><href>urn:uuid:1</href><href>mailto:nobody</href><href>mailto:a@x.example%0D%0AX:1</href><href>mailto:</href>", "" },
        { "c@x.example", "", "c@x.example" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public async Task Of_what_a_server_tells_mail_addresses_count_and_hers_come_first(string userName, string hrefs, string addresses)
    {
        var body = $"""
            <multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><response><href>/</href><propstat><prop>
              <current-user-principal><href>/</href></current-user-principal>
              <resourcetype><collection/><c:calendar/></resourcetype>
              <c:calendar-home-set><href>/</href></c:calendar-home-set>
              <c:calendar-user-address-set>{hrefs}</c:calendar-user-address-set>
            </prop></propstat></response></multistatus>
            """;
        var hub = World.NewHub(s => s.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(() => new Wire { Answer = _ => new HttpResponseMessage(HttpStatusCode.MultiStatus) { Content = new StringContent(body) } }));
        var opened = Ok(await hub.GetRequiredKeyedService<IAccountOpener>(Provider).OpenAsync(new AccountInput(World.SandboxUrl, userName, "secret"), default));

        Assert.Equal(addresses, string.Join(' ', DavOwner.AddressesOf(new Grant(Connection, Provider, opened.Secret, null, 0))));
    }

    [Theory]
    [InlineData("alice", "")]
    [InlineData("alice@northwind.example", "alice@northwind.example")]
    public void Of_an_account_that_was_connected_before_servers_were_asked_the_user_name_counts(string userName, string addresses)
    {
        var secret = new AccountSecret { Url = new Uri("https://dav.example/"), UserName = userName, Password = "secret" };
        Assert.Equal(addresses, string.Join(' ', DavOwner.AddressesOf(new Grant(Connection, Provider, secret.Write(), null, 0))));
    }

    private async Task<WrittenEvent> CreateAloneAsync() =>
        Ok(await Capability.CreateAsync(await GrantAsync(), Calendar, Guid.CreateVersion7(), new EventDraft { Title = "Alone", Time = At(Tuesday + Duration.FromHours(3)) }, default));

    private async Task<string?> OrganizerAsync(WrittenEvent written) =>
        (await Vendor.TextAsync(World, written.SeriesId!)).ReplaceLineEndings("\n").Split('\n').SingleOrDefault(l => l.StartsWith("ORGANIZER:", StringComparison.Ordinal))?["ORGANIZER:".Length..];
}
