using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.Property(o => o.EmailDomain).HasMaxLength(255);
        builder.HasIndex(o => o.EmailDomain).IsUnique();
    }
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.Property(m => m.Issuer).HasMaxLength(255);
        builder.Property(m => m.Subject).HasMaxLength(255);
        builder.HasIndex(m => new { m.Issuer, m.Subject }).IsUnique();
        builder.HasIndex(m => m.OrganizationId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(i => i.Email).HasMaxLength(320);
        builder.Property(i => i.TokenHash).HasMaxLength(32);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => i.Email);
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId);
    }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(k => k.Hash).HasMaxLength(32);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasIndex(k => k.OrganizationId);
        builder.HasOne<Member>().WithMany().HasForeignKey(k => k.MemberId);
    }
}

internal sealed class ProviderCredentialsMapping : IEntityTypeConfiguration<ProviderCredentials>
{
    public void Configure(EntityTypeBuilder<ProviderCredentials> builder)
    {
        builder.Property(c => c.Provider).HasMaxLength(50);
        builder.HasIndex(c => new { c.OrganizationId, c.Provider }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId);
    }
}
