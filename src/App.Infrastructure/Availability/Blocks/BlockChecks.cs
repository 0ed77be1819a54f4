using System.Globalization;
using App.Domain;
using App.Domain.Availability;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>What every block must be, and how the log speaks of it.</summary>
internal static class BlockChecks
{
    /// <summary>What is wrong, by field; null where nothing is.</summary>
    public static Failure? Check(TimeBlock block)
    {
        var errors = new FieldErrors();
        errors.Text("title", block.Title, TimeBlock.MostTitle);
        if (BlockSeries.Of(block.Start, block.End, block.TimeZone, block.Rule, LocalTimes.Parse(block.Excluded)).Failure is Failure.Invalid invalid)
        {
            foreach (var (field, wrong) in invalid.Errors)
            {
                errors.Add(field, wrong[0]);
            }
        }

        return errors.Any(out var failure) ? failure : null;
    }

    public static string? RuleOf(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();

    /// <summary>When, not what: an administrator reads the log too.</summary>
    public static string Say(TimeBlock block) =>
        $"{block.Start.ToString("d MMM uuuu, HH:mm", CultureInfo.InvariantCulture)} to {block.End.ToString(block.End.Date == block.Start.Date ? "HH:mm" : "d MMM uuuu, HH:mm", CultureInfo.InvariantCulture)} ({block.TimeZone}{(block.Rule is null ? "" : ", repeating")})";
}
