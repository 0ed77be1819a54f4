using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

/// <summary>Rows of messages, deliveries and attempts are many and short-lived: their indexes hold what is still to be done, and no key of theirs is checked against another table.</summary>
internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Type).HasMaxLength(Message.MostType);
        builder.HasIndex(m => new { m.OrganizationId, m.At }, "IX_Messages_ToFan").HasFilter("\"FannedAt\" IS NULL");
        builder.HasIndex(m => new { m.OrganizationId, m.At });
    }
}

internal sealed class EndpointMapping : IEntityTypeConfiguration<Endpoint>
{
    public void Configure(EntityTypeBuilder<Endpoint> builder)
    {
        builder.Property(e => e.Name).HasMaxLength(Endpoint.MostName);
        builder.HasIndex(e => new { e.OrganizationId, e.CreatedAt, e.Id });
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId);
    }
}

internal sealed class EndpointSecretMapping : IEntityTypeConfiguration<EndpointSecret>
{
    public void Configure(EntityTypeBuilder<EndpointSecret> builder)
    {
        builder.HasIndex(s => new { s.EndpointId, s.CreatedAt });
        builder.HasOne<Endpoint>().WithMany().HasForeignKey(s => s.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EndpointStateMapping : IEntityTypeConfiguration<EndpointState>
{
    public void Configure(EntityTypeBuilder<EndpointState> builder)
    {
        builder.HasKey(s => s.EndpointId);
        builder.HasOne<Endpoint>().WithOne().HasForeignKey<EndpointState>(s => s.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.Property(d => d.Type).HasMaxLength(Message.MostType);
        builder.HasIndex(d => new { d.EndpointId, d.At });
        builder.HasIndex(d => d.MessageId);
        builder.HasIndex(d => new { d.EndpointId, d.Status, d.DueAt }).HasFilter("\"DueAt\" IS NOT NULL").HasDatabaseName("IX_Deliveries_Due");
        builder.HasIndex(d => new { d.EndpointId, d.Status, d.At }).HasFilter("\"Status\" <> 1 AND \"Status\" <> 2").HasDatabaseName("IX_Deliveries_Undelivered");
        builder.HasIndex(d => new { d.SubjectId, d.At }).HasFilter("\"SubjectId\" IS NOT NULL").HasDatabaseName("IX_Deliveries_Subject");
    }
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.ToTable("DeliveryAttempts");
        builder.HasKey(a => new { a.DeliveryId, a.At });
    }
}

internal sealed class AttemptCountMapping : IEntityTypeConfiguration<AttemptCount>
{
    public void Configure(EntityTypeBuilder<AttemptCount> builder)
    {
        builder.HasKey(c => new { c.EndpointId, c.Hour, c.Status, c.IsFirst, c.Bucket });
        builder.HasIndex(c => c.Hour);
    }
}

internal sealed class ReplayMapping : IEntityTypeConfiguration<Replay>
{
    public void Configure(EntityTypeBuilder<Replay> builder)
    {
        builder.HasIndex(r => new { r.EndpointId, r.CreatedAt, r.Id });
        builder.HasIndex(r => r.EndedAt);
        builder.HasOne<Endpoint>().WithMany().HasForeignKey(r => r.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class InboundEventMapping : IEntityTypeConfiguration<InboundEvent>
{
    public void Configure(EntityTypeBuilder<InboundEvent> builder)
    {
        builder.Property(e => e.ExternalId).HasMaxLength(200);
        builder.HasIndex(e => new { e.ConnectionId, e.ExternalId }).IsUnique();
        builder.HasIndex(e => new { e.OrganizationId, e.At, e.Id });
        builder.HasIndex(e => new { e.ConnectionId, e.At, e.Id });
        builder.HasIndex(e => e.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        builder.HasIndex(e => e.At);
    }
}

internal sealed class InboundSourceMapping : IEntityTypeConfiguration<InboundSource>
{
    public void Configure(EntityTypeBuilder<InboundSource> builder) =>
        builder.HasOne<Connection>().WithOne().HasForeignKey<InboundSource>(s => s.Id).OnDelete(DeleteBehavior.Cascade);
}
