using App.Domain.Calendars;
using App.Domain.Interviews;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Interviews;

/// <summary>Reads entries of one member: what she corrected, then what was said when it was booked or written, then the rules.</summary>
internal sealed class InterviewReader
{
    private readonly Dictionary<(Guid Source, Guid Key, CorrectionReach Reach), InterviewCorrection> _corrections;
    private readonly Dictionary<(Guid Source, Guid Key), EventPurpose> _purposes;

    private InterviewReader(Dictionary<(Guid Source, Guid Key, CorrectionReach Reach), InterviewCorrection> corrections, Dictionary<(Guid Source, Guid Key), EventPurpose> purposes) =>
        (_corrections, _purposes) = (corrections, purposes);

    public static async Task<InterviewReader> OpenAsync(AppDbContext db, Guid memberId, CancellationToken cancellationToken)
    {
        var corrections = await db.InterviewCorrections.AsNoTracking().Where(c => c.MemberId == memberId).ToDictionaryAsync(c => (c.Source, c.Key, c.Reach), cancellationToken);
        var marks = await (from mark in db.EventMarks
                           join calendar in db.Calendars on mark.CalendarId equals calendar.Id
                           where calendar.MemberId == memberId && mark.Purpose != EventPurpose.Plain && mark.ExternalKey != null
                           select new { mark.CalendarId, mark.ExternalKey, mark.Purpose }).ToListAsync(cancellationToken);
        return new InterviewReader(corrections, marks.GroupBy(m => (m.CalendarId, new Guid(m.ExternalKey!))).ToDictionary(g => g.Key, g => g.First().Purpose));
    }

    /// <summary>The correction that holds for it: its own before that of its series.</summary>
    public InterviewCorrection? CorrectionOf(InterviewEntry entry) =>
        _corrections.GetValueOrDefault((entry.Source, entry.Key, CorrectionReach.Occurrence))
        ?? (entry.SeriesKey is { } series ? _corrections.GetValueOrDefault((entry.Source, series, CorrectionReach.Series)) : null);

    public InterviewReading Read(InterviewEntry entry)
    {
        var correction = CorrectionOf(entry);
        var surely = correction?.IsInterview ?? (entry.IsSurely ? true : _purposes.TryGetValue((entry.Source, entry.Key), out var purpose) ? purpose == EventPurpose.Interview : null);
        var read = InterviewRules.Read(entry.Text, surely);
        return correction is not { IsInterview: true } said ? read : read with
        {
            Kind = said.Kind ?? read.Kind,
            Company = Said(said.Company, read.Company),
            JobTitle = Said(said.JobTitle, read.JobTitle),
        };
    }

    private static string? Said(string? said, string? read) => said is null ? read : said.Length == 0 ? null : said;
}
