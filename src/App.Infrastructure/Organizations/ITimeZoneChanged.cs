using App.Domain.Organizations;
using App.Infrastructure.Database;

namespace App.Infrastructure.Organizations;

/// <summary>What is laid out by a member's time zone: the instants of her all-day events.</summary>
public interface ITimeZoneChanged
{
    /// <summary>
    /// Called inside the transaction that saves her new zone: use the given context, open no other, ask nobody outside. What takes long
    /// leaves a mark here and is done afterwards.
    /// </summary>
    Task ChangedAsync(AppDbContext db, Member member, CancellationToken cancellationToken);
}
