using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.CalDav;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Xunit.Abstractions;

namespace App.Infrastructure.Tests.Calendars.Convergence;

/// <summary>
/// Random histories of a calendar: changes at the provider, passes, pushes that come, come twice, late or never, outages, crashes, late workers, expired tokens, rolling windows and copies spoiled behind
/// the product's back. After each the copy is what the provider has, and what comparisons counted is what was spoiled.
/// </summary>
/// <param name="pushes">Whether the vendor pushes.</param>
public abstract class ConvergenceTests(Func<Vendor> vendor, int seed, bool pushes, ITestOutputHelper output)
{
    /// <summary>One after the other in one world, each going on from where the last one ended.</summary>
    private const int HistoriesPerWorld = 20;

    private static int Histories => LongRounds.Count(every: 340, @long: 3_340);

    [Fact]
    public async Task Every_history_ends_with_a_true_copy_and_drift_counted_to_the_piece()
    {
        var total = new HistoryFigures();
        for (var done = 0; done < Histories; done += HistoriesPerWorld)
        {
            await using var history = await History.BeginAsync(vendor(), seed + done);
            for (var i = 0; i < HistoriesPerWorld; i++)
            {
                await history.RunAsync();
            }

            total.Add(history.Figures);
        }

        output.WriteLine(total.ToString());
        Assert.True(total.Crashes > 0 && total.Faults > 0 && total.Lates > 0 && total.Spoiled > 0 && total.Expired > 0 && total.Rolled > 0 && (total.Pushed > 0) == pushes, "Something never happened: the test proved less than it says.");
    }
}

public sealed class GoogleConvergenceTests(ITestOutputHelper output) : ConvergenceTests(() => new GoogleVendor(), 1_000_000, pushes: true, output);

public sealed class OutlookConvergenceTests(ITestOutputHelper output) : ConvergenceTests(() => new OutlookVendor(), 2_000_000, pushes: true, output);

public sealed class CalDavConvergenceTests(ITestOutputHelper output) : ConvergenceTests(() => new CalDavVendor("caldav"), 3_000_000, pushes: false, output);
