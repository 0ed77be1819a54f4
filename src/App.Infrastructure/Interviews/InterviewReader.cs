using App.Domain.Interviews;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Interviews;

/// <summary>Reads entries of one member: what she corrected, then what who booked it said, then the rules.</summary>
internal sealed class InterviewReader
{
    private readonly Dictionary<(Guid Source, Guid Key, CorrectionReach Reach), InterviewCorrection> _corrections;

    private InterviewReader(Dictionary<(Guid Source, Guid Key, CorrectionReach Reach), InterviewCorrection> corrections) => _corrections = corrections;

    public static async Task<InterviewReader> OpenAsync(AppDbContext db, Guid memberId, CancellationToken cancellationToken) =>
        new(await db.InterviewCorrections.AsNoTracking().Where(c => c.MemberId == memberId).ToDictionaryAsync(c => (c.Source, c.Key, c.Reach), cancellationToken));

    /// <summary>The correction that holds for it: its own before that of its series.</summary>
    public InterviewCorrection? CorrectionOf(InterviewEntry entry) =>
        _corrections.GetValueOrDefault((entry.Source, entry.Key, CorrectionReach.Occurrence))
        ?? (entry.SeriesKey is { } series ? _corrections.GetValueOrDefault((entry.Source, series, CorrectionReach.Series)) : null);

    public InterviewReading Read(InterviewEntry entry)
    {
        var correction = CorrectionOf(entry);
        var surely = correction?.IsInterview ?? (entry.IsSurely ? true : null);
        var read = InterviewRules.Read(entry.Text, surely);
        return correction is not { IsInterview: true } said ? read : read with
        {
            Kind = said.Kind ?? read.Kind,
            Company = said.Company ?? read.Company,
            JobTitle = said.JobTitle ?? read.JobTitle,
        };
    }
}
