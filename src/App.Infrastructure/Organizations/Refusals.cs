using App.Domain;

namespace App.Infrastructure.Organizations;

/// <summary>Why somebody whom the issuer knows does not get in. The codes are part of the refusal page's address.</summary>
public static class Refusals
{
    public static readonly Failure NotInvited = new Failure.Rejected("not_invited", "Nobody has invited this address yet. Ask an Owner or Admin of your organization for an invitation.");

    public static readonly Failure EmailNotVerified = new Failure.Rejected("email_not_verified", "Your sign-in service has not verified your e-mail address, so we can't tell where you belong. Verify it there, or open the link in your invitation.");

    public static readonly Failure Closed = new Failure.Rejected("sign_up_closed", "This server takes in people by invitation only. Ask an Owner or Admin of your organization for one.");

    public static readonly Failure Removed = new Failure.Rejected("removed", "You are no longer a member of your organization. An Owner or Admin can invite you again.");

    public static readonly Failure AlreadyMember = new Failure.Rejected("already_member", "You are already a member of another organization here. This invitation needs another account at your sign-in service.");

    public static readonly Failure IdentityUnusable = new Failure.Rejected("identity_unusable", "Your sign-in service describes you in a way we can't store. Tell your administrator.");

    public static readonly Failure InvitationUnknown = new Failure.Rejected("invitation_unknown", "This invitation link is not one of ours. Check that you copied all of it, or ask for a new one.");

    public static readonly Failure InvitationRevoked = new Failure.Rejected("invitation_revoked", "This invitation was withdrawn. Ask for a new one if you still need it.");

    public static readonly Failure InvitationUsed = new Failure.Rejected("invitation_used", "This invitation has been used. If that was you, sign in.");

    public static readonly Failure InvitationExpired = new Failure.Rejected("invitation_expired", "This invitation has run out. Ask for a new one.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Failure> All =
        [NotInvited, EmailNotVerified, Closed, Removed, AlreadyMember, IdentityUnusable, InvitationUnknown, InvitationRevoked, InvitationUsed, InvitationExpired];
}
