namespace App.Domain;

/// <summary>Who acts. Passed to every use case, which rereads the member's role: an actor carries identity, never permission.</summary>
public abstract record Actor
{
    private Actor(Guid organizationId) => OrganizationId = organizationId;

    public Guid OrganizationId { get; }

    /// <summary>The member behind it, or null for the product's own work.</summary>
    public Guid? MemberId => this switch
    {
        Person p => p.Id,
        Key k => k.OwnerId,
        _ => null,
    };

    /// <summary>A signed-in member.</summary>
    public sealed record Person(Guid Organization, Guid Id) : Actor(Organization);

    /// <summary>An API key; it can do what its member may, cut down to reading where it is read-only.</summary>
    public sealed record Key(Guid Organization, Guid OwnerId, Guid KeyId, bool MayWrite) : Actor(Organization);

    /// <summary>The product itself, for one organization: a job, a sync, a repair.</summary>
    public sealed record Job(Guid Organization, string Name) : Actor(Organization);
}
