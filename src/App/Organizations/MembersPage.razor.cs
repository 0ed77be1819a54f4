using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Organizations;

/// <summary>Who is in the organization, who is invited, and what it is called.</summary>
public partial class MembersPage
{
    private const int Rows = 50;

    private static readonly IReadOnlyList<string> Goes =
    [
        "Their connections are disconnected, and the copies of their calendars and events are deleted here.",
        "Their API keys stop working.",
        "Nothing is deleted at the services. The lines in the activity log stay.",
    ];

    private Page<MemberView>? _members;
    private Page<OpenInvitation>? _invitations;
    private OrganizationView? _organization;
    private MemberView? _leaving;
    private Invited? _invited;
    private string? _email;
    private Role _role;
    private string? _name;
    private string? _domain;

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ReadMember ReadMember { get; set; } = null!;

    [Inject] private ListMembers ListMembers { get; set; } = null!;

    [Inject] private ListInvitations ListInvitations { get; set; } = null!;

    [Inject] private InviteMember InviteMember { get; set; } = null!;

    [Inject] private RevokeInvitation RevokeInvitation { get; set; } = null!;

    [Inject] private ChangeRole ChangeRole { get; set; } = null!;

    [Inject] private RemoveMember RemoveMember { get; set; } = null!;

    [Inject] private RenameOrganization RenameOrganization { get; set; } = null!;

    [Inject] private SetEmailDomain SetEmailDomain { get; set; } = null!;

    [Inject] private PublicUrl PublicUrl { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Members };

    private bool IsOwner { get; set; }

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private string Summary => _members is null ? "Members are being read."
        : _invitations is { Items.Count: > 0 } open ? $"{People} {Open(open.Items.Count)}" : People;

    private string People => $"{(_members!.Items.Count == 1 && Trail.Depth == 0 ? "You are alone" : "People")} in {_organization?.Name ?? Viewer.Organization}.";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadMember.RunAsync(Actor, cancellationToken)).TryGet(out var self, out var failure)
            || !(await ListMembers.RunAsync(Actor, Trail.Current, Rows, cancellationToken)).TryGet(out var members, out failure)
            || !(await ListInvitations.RunAsync(Actor, null, Rows, cancellationToken)).TryGet(out var invitations, out failure))
        {
            return failure;
        }

        IsOwner = self.Role == Role.Owner;
        (_members, _invitations) = (members, invitations);
        if (_organization?.Version != self.Organization.Version)
        {
            (_organization, _name, _domain) = (self.Organization, self.Organization.Name, self.Organization.EmailDomain);
        }

        return null;
    }

    private Task InviteAsync()
    {
        _invited = null;
        return SubmitAsync("invite", ct => InviteMember.RunAsync(Actor, _email, _role, new Uri(PublicUrl.Base + "/"), ct), invited => (_invited, _email) = (invited, null));
    }

    private Task WithdrawAsync(OpenInvitation invitation) => SubmitAsync(invitation.Id.ToString(), ct => RevokeInvitation.RunAsync(Actor, invitation.Id, invitation.Version, ct));

    private Task ChangeRoleAsync(MemberView member, Role role) => SubmitAsync(member.Id.ToString(), ct => ChangeRole.RunAsync(Actor, member.Id, role, member.Version, ct));

    private Task RemoveAsync(MemberView member) => SubmitAsync(member.Id.ToString(), ct => RemoveMember.RunAsync(Actor, member.Id, null, ct));

    private Task RenameAsync() => SubmitAsync("name", ct => RenameOrganization.RunAsync(Actor, _name, _organization?.Version, ct));

    private Task SetDomainAsync() => SubmitAsync("domain", ct => SetEmailDomain.RunAsync(Actor, _domain, _organization?.Version, ct));

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);

    private static string Open(int invitations) => invitations == 1 ? "1 invitation is open." : $"{invitations} invitations are open.";

    private static string Mailed(Invited invited) => invited.Mailed switch
    {
        true => "We mailed it. You can also copy it now: it is stored in a form that nobody can read back.",
        false => "The mail server did not take it: copy the link and send it yourself.",
        null => "Copy it now and send it yourself. It is stored in a form that nobody can read back.",
    };

    private string DomainHint(OrganizationView organization) =>
        !IsOwner ? "Only an Owner can change it."
        : organization.EmailDomain is null ? "Empty: people join by invitation only. Otherwise everyone whose sign-in service has verified an address of this domain joins as Member."
        : $"Everyone whose sign-in service has verified an address at {organization.EmailDomain} joins as Member.";
}
