using App.Domain;
using App.Domain.Interviews;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Interviews;

/// <summary>What is so.</summary>
/// <param name="IsInterview">It is one.</param>
/// <param name="Kind">Null: as the rules read it.</param>
/// <param name="Company">Null: as the rules read it; empty: none.</param>
/// <param name="JobTitle">Null: as the rules read it; empty: none.</param>
/// <param name="Series">For every occurrence of its series.</param>
public sealed record Correction(bool IsInterview, InterviewKind? Kind = null, string? Company = null, string? JobTitle = null, bool Series = false);

/// <summary>Says whether one of the actor's own entries is an interview, and what of; it holds until she takes it back, however the entry changes.</summary>
public sealed class CorrectInterview(AppDatabase database, TimeProvider time)
{
    private const int Most = 5000;

    public async Task<Result<InterviewView>> RunAsync(Actor actor, Guid id, Correction correction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(correction);
        if (Check(correction).Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        // Also what lets one after the other look at what is there.
        await db.LayOutAnewAsync(member.OrganizationId, member.Id, cancellationToken);
        if (await ListInterviews.FindAsync(db, member.Id, id, cancellationToken) is not { } entry)
        {
            return new Failure.NotFound("The event or booking");
        }

        if (correction.Series && entry.SeriesKey is null)
        {
            return new Failure.Invalid("series", "It does not repeat.");
        }

        if ((await KeepAsync(db, member, entry, correction, cancellationToken)).Failure is { } failure)
        {
            return failure;
        }

        await write.CommitAsync(cancellationToken);
        return InterviewView.Of(entry, await InterviewReader.OpenAsync(db, member.Id, cancellationToken));
    }

    private async Task<Result<Done>> KeepAsync(AppDbContext db, Member member, InterviewEntry entry, Correction correction, CancellationToken cancellationToken)
    {
        var (key, reach) = correction.Series ? (entry.SeriesKey!.Value, CorrectionReach.Series) : (entry.Key, CorrectionReach.Occurrence);
        var row = await db.InterviewCorrections.SingleOrDefaultAsync(c => c.MemberId == member.Id && c.Source == entry.Source && c.Key == key && c.Reach == reach, cancellationToken);
        if (row is null && await db.InterviewCorrections.CountAsync(c => c.MemberId == member.Id, cancellationToken) >= Most)
        {
            return new Failure.Conflict("too_many_corrections", $"There can be {Most} corrections at a time. Take some back.");
        }

        row ??= db.InterviewCorrections.Add(new InterviewCorrection
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = member.OrganizationId,
            MemberId = member.Id,
            Source = entry.Source,
            Key = key,
            Reach = reach,
            CreatedAt = time.Now(),
        }).Entity;
        (row.IsInterview, row.Kind, row.Company, row.JobTitle) = (correction.IsInterview, correction.Kind, correction.Company?.Trim(), correction.JobTitle?.Trim());
        if (correction.Series)
        {
            // She speaks of all of it: what she said of this one before no longer stands against it.
            await db.InterviewCorrections.Where(c => c.MemberId == member.Id && c.Source == entry.Source && c.Key == entry.Key && c.Reach == CorrectionReach.Occurrence).ExecuteDeleteAsync(cancellationToken);
        }

        return await db.TrySaveAsync(cancellationToken);
    }

    /// <summary>Takes back what holds for it: its own correction, else that of its series.</summary>
    public async Task<Result<InterviewView>> UndoAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        await db.LayOutAnewAsync(member.OrganizationId, member.Id, cancellationToken);
        if (await ListInterviews.FindAsync(db, member.Id, id, cancellationToken) is not { } entry
            || (await InterviewReader.OpenAsync(db, member.Id, cancellationToken)).CorrectionOf(entry) is not { } held)
        {
            return new Failure.NotFound("The correction");
        }

        db.InterviewCorrections.Remove(await db.InterviewCorrections.SingleAsync(c => c.Id == held.Id, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return InterviewView.Of(entry, await InterviewReader.OpenAsync(db, member.Id, cancellationToken));
    }

    private static FieldErrors Check(Correction correction)
    {
        var errors = new FieldErrors();
        foreach (var (field, value) in new[] { ("company", correction.Company), ("jobTitle", correction.JobTitle) })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                errors.Text(field, value, InterviewCorrection.MostText);
            }
        }

        return errors;
    }
}
