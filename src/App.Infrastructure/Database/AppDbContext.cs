using System.Reflection;
using App.Domain;
using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Domain.Connections;
using App.Domain.Interviews;
using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>
/// The one model. Each database has a derived context, so each has its own migrations. Made by <see cref="AppDatabase"/> only, for one
/// organization or for the system; short-lived, never one per circuit.
/// </summary>
public abstract class AppDbContext(DbContextOptions options) : DbContext(options)
{
    private static readonly MethodInfo ScopeOne = typeof(AppDbContext).GetMethod(nameof(Scope), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly List<Change> _unsignalled = [];
    private bool _hasMessages;
    private WriteGate.Pass? _held;
    private WriteGate? _gate;
    private ChangeFeed? _feed;

    /// <summary>The organization it sees; null sees all (<see cref="AppDatabase.ForSystem"/>).</summary>
    public Guid? Organization { get; private set; }

    /// <summary>The transaction under way, for what must be part of one.</summary>
    internal Write? Writing { get; private set; }

    public TimeProvider Time { get; private set; } = TimeProvider.System;

    public Dialect Dialect { get; private set; } = null!;

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ProviderCredentials> ProviderCredentials => Set<ProviderCredentials>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<AuthorizationAttempt> Attempts => Set<AuthorizationAttempt>();

    public DbSet<StoredGrant> Grants => Set<StoredGrant>();

    public DbSet<Revocation> Revocations => Set<Revocation>();

    public DbSet<Calendar> Calendars => Set<Calendar>();

    public DbSet<CalendarCursor> Cursors => Set<CalendarCursor>();

    public DbSet<CalendarEvent> Events => Set<CalendarEvent>();

    public DbSet<EventMark> EventMarks => Set<EventMark>();

    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();

    public DbSet<PushChannel> PushChannels => Set<PushChannel>();

    public DbSet<Reconciliation> Reconciliations => Set<Reconciliation>();

    public DbSet<TimeBlock> TimeBlocks => Set<TimeBlock>();

    public DbSet<BlockSpan> BlockSpans => Set<BlockSpan>();

    public DbSet<BusyState> BusyStates => Set<BusyState>();

    public DbSet<AvailabilityRules> AvailabilityRules => Set<AvailabilityRules>();

    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<BookingHost> BookingHosts => Set<BookingHost>();

    public DbSet<BookingCell> BookingCells => Set<BookingCell>();

    public DbSet<BookingStep> BookingSteps => Set<BookingStep>();

    public DbSet<Conflict> Conflicts => Set<Conflict>();

    public DbSet<ConflictDecision> ConflictDecisions => Set<ConflictDecision>();

    public DbSet<IgnoredSeries> IgnoredSeries => Set<IgnoredSeries>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<HealthCheck> HealthChecks => Set<HealthCheck>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<ReminderSettings> ReminderSettings => Set<ReminderSettings>();

    public DbSet<OwnReminder> OwnReminders => Set<OwnReminder>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<ReminderPlan> ReminderPlans => Set<ReminderPlan>();

    public DbSet<InterviewCorrection> InterviewCorrections => Set<InterviewCorrection>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Endpoint> Endpoints => Set<Endpoint>();

    public DbSet<EndpointSecret> EndpointSecrets => Set<EndpointSecret>();

    public DbSet<EndpointState> EndpointStates => Set<EndpointState>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Attempt> DeliveryAttempts => Set<Attempt>();

    public DbSet<AttemptCount> AttemptCounts => Set<AttemptCount>();

    public DbSet<Replay> Replays => Set<Replay>();

    public DbSet<InboundEvent> InboundEvents => Set<InboundEvent>();

    public DbSet<InboundSource> InboundSources => Set<InboundSource>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Lease> Leases => Set<Lease>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<StoredAnswer> StoredAnswers => Set<StoredAnswer>();

    /// <summary>Enters the write gate and begins a transaction; every write of several statements goes through here.</summary>
    public async Task<Write> BeginWriteAsync(CancellationToken cancellationToken)
    {
        _held = _gate is null ? null : await _gate.EnterAsync(cancellationToken);
        try
        {
            return Writing = new Write(this, await Database.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Saves; <see cref="Failure.Stale"/> when another writer was first. Nothing is saved then.</summary>
    public async Task<Result<Done>> TrySaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveChangesAsync(cancellationToken);
            return Result.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Failure.Stale();
        }
    }

    /// <summary>Tells whoever delivers, after the commit, of messages that bypass change tracking.</summary>
    internal void AnnounceMessages() => _hasMessages = true;

    /// <summary>Writes a line of the change feed for rows that bypass change tracking.</summary>
    public void Announce(Guid organizationId, string topic, Guid entityId, long version = 0)
    {
        var change = new Change { Id = Guid.CreateVersion7(Time.GetUtcNow()), OrganizationId = organizationId, Topic = topic, EntityId = entityId, Version = version, At = Domain.Time.Clock.Now(Time) };
        Changes.Add(change);
        _unsignalled.Add(change);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        if (_held is not null || Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        int rows;
        using (_gate is null ? null : await _gate.EnterAsync(cancellationToken))
        {
            rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await FlushAsync();
        Signal();
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Saving waits for the write gate: use SaveChangesAsync.");

    /// <summary>Contexts are made once and used again and again: whatever one held for the last who had it is gone.</summary>
    internal void Begin(Guid? organization, WriteGate gate, ChangeFeed feed, TimeProvider time, Dialect dialect)
    {
        (Organization, _gate, _feed, Time, Dialect) = (organization, gate, feed, time, dialect);
        Release();
        _unsignalled.Clear();
        _hasMessages = false;
    }

    internal Task FlushAsync() => _gate?.FlushAsync() ?? Task.CompletedTask;

    internal void Release()
    {
        Writing = null;
        _held?.Dispose();
        _held = null;
    }

    internal void Signal()
    {
        _feed?.Publish(_unsignalled);
        _unsignalled.Clear();
        if (_hasMessages)
        {
            _hasMessages = false;
            _feed?.TellOfMessages();
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        configurationBuilder.Properties<LocalDateTime>().HaveConversion<LocalDateTimeConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IVersioned).IsAssignableFrom(t.ClrType)))
        {
            type.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }

        foreach (var owned in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IOwned).IsAssignableFrom(t.ClrType)).ToList())
        {
            ScopeOne.MakeGenericMethod(owned.ClrType).Invoke(this, [modelBuilder]);
        }

        modelBuilder.Entity<Organization>().HasQueryFilter(o => Organization == null || o.Id == Organization);
    }

    /// <summary>What belongs to an organization is seen by it alone.</summary>
    private void Scope<T>(ModelBuilder builder)
        where T : class, IOwned =>
        builder.Entity<T>().HasQueryFilter(e => Organization == null || e.OrganizationId == Organization);

    private void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            if (Organization is { } scope && entry.Entity is IOwned owned && owned.OrganizationId != scope)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another organization reached this context.");
            }

            if (entry is { State: EntityState.Added or EntityState.Modified, Entity: IVersioned versioned })
            {
                versioned.Version++;
            }

            _hasMessages |= entry.Entity is Message;
            if (entry.Entity is ITopical topical)
            {
                Announce(topical.OrganizationId, topical.Topic, topical.Id, (topical as IVersioned)?.Version ?? 0);
            }
        }
    }
}

public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options);

public sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options) : AppDbContext(options);

public sealed class SqlServerAppDbContext(DbContextOptions<SqlServerAppDbContext> options) : AppDbContext(options);
