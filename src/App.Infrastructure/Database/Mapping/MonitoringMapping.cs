using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

/// <summary>No foreign keys: the log line outlives what it tells of.</summary>
internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.Property(a => a.Kind).HasMaxLength(60);
        builder.HasIndex(a => new { a.OrganizationId, a.At, a.Id });
        builder.HasIndex(a => a.ConnectionId);
    }
}

internal sealed class HealthCheckMapping : IEntityTypeConfiguration<HealthCheck>
{
    public void Configure(EntityTypeBuilder<HealthCheck> builder)
    {
        builder.HasIndex(h => new { h.ConnectionId, h.At });
        builder.HasIndex(h => h.At);
        builder.HasOne<Connection>().WithMany().HasForeignKey(h => h.ConnectionId);
    }
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.HasIndex(n => new { n.MemberId, n.CreatedAt });
        builder.HasOne<Member>().WithMany().HasForeignKey(n => n.MemberId);
    }
}
