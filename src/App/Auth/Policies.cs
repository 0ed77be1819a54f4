using App.Domain.Organizations;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authorization;

namespace App.Auth;

/// <summary>Names of the policies; each role may what the ones before it may.</summary>
public static class Policies
{
    public const string Member = nameof(Role.Member);
    public const string Admin = nameof(Role.Admin);
    public const string Owner = nameof(Role.Owner);
}

/// <summary>At least a role, as the database has it now.</summary>
internal sealed record RoleRequirement(Role Role) : IAuthorizationRequirement;

/// <summary>Rereads the role with every decision: a session carries identity, never permission.</summary>
internal sealed class RoleHandler(ReadMember members) : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.FindActor() is { } actor
            && (await members.RunAsync(actor, CancellationToken.None)).TryGet(out var member, out _)
            && member.Role >= requirement.Role)
        {
            context.Succeed(requirement);
        }
    }
}
