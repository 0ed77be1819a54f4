using App.Domain.Bookings;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.Property(b => b.Reference).HasMaxLength(Booking.MostReference);
        builder.HasIndex(b => new { b.OrganizationId, b.Start, b.Id });
        builder.HasIndex(b => new { b.OrganizationId, b.Reference });
        builder.HasIndex(b => new { b.Status, b.End });
        builder.HasIndex(b => b.HeldUntil);
        builder.HasOne<Organization>().WithMany().HasForeignKey(b => b.OrganizationId);
    }
}

internal sealed class BookingHostMapping : IEntityTypeConfiguration<BookingHost>
{
    public void Configure(EntityTypeBuilder<BookingHost> builder)
    {
        builder.HasKey(h => new { h.BookingId, h.MemberId });
        builder.HasIndex(h => new { h.MemberId, h.Start, h.End, h.Claims, h.BookingId });
        builder.HasIndex(h => h.CalendarId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(h => h.BookingId);
        builder.HasOne<Member>().WithMany().HasForeignKey(h => h.MemberId);
    }
}

/// <summary>The key is the constraint: one booking for each host and cell, on every database.</summary>
internal sealed class BookingCellMapping : IEntityTypeConfiguration<BookingCell>
{
    public void Configure(EntityTypeBuilder<BookingCell> builder)
    {
        builder.HasKey(c => new { c.HostId, c.Cell });
        builder.Property(c => c.Cell).ValueGeneratedNever();
        builder.HasIndex(c => c.BookingId);
        builder.HasOne<Booking>().WithMany().HasForeignKey(c => c.BookingId);
    }
}

internal sealed class BookingStepMapping : IEntityTypeConfiguration<BookingStep>
{
    public void Configure(EntityTypeBuilder<BookingStep> builder)
    {
        builder.HasIndex(s => s.BookingId);
        builder.HasIndex(s => s.DueAt);
        builder.HasIndex(s => new { s.MemberId, s.LeaseUntil });
        builder.HasOne<Booking>().WithMany().HasForeignKey(s => s.BookingId);
    }
}
