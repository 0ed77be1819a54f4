using App.Domain.Connections;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class ConnectionMapping : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.Property(c => c.Provider).HasMaxLength(50);
        builder.Property(c => c.AccountId).HasMaxLength(255);
        builder.HasIndex(c => new { c.MemberId, c.Provider, c.AccountId }).IsUnique();
        builder.HasIndex(c => c.OrganizationId);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId);
    }
}

internal sealed class AuthorizationAttemptMapping : IEntityTypeConfiguration<AuthorizationAttempt>
{
    public void Configure(EntityTypeBuilder<AuthorizationAttempt> builder)
    {
        builder.ToTable("Attempts");
        builder.Property(a => a.StateHash).HasMaxLength(32);
        builder.HasIndex(a => a.StateHash).IsUnique();
        builder.HasIndex(a => a.MemberId);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId);
    }
}

internal sealed class StoredGrantMapping : IEntityTypeConfiguration<StoredGrant>
{
    public void Configure(EntityTypeBuilder<StoredGrant> builder)
    {
        builder.ToTable("Grants");
        builder.HasKey(g => g.ConnectionId);
        builder.Property(g => g.Provider).HasMaxLength(50);
        builder.HasIndex(g => g.ExpiresAt);
        builder.HasOne<Connection>().WithOne().HasForeignKey<StoredGrant>(g => g.ConnectionId);
    }
}

/// <summary>No foreign key to the connection or attempt it comes from: it outlives them.</summary>
internal sealed class RevocationMapping : IEntityTypeConfiguration<Revocation>
{
    public void Configure(EntityTypeBuilder<Revocation> builder)
    {
        builder.Property(r => r.Provider).HasMaxLength(50);
        builder.Property(r => r.AccountId).HasMaxLength(255);
        builder.HasIndex(r => r.DueAt);
        builder.HasIndex(r => r.OrganizationId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId);
    }
}
