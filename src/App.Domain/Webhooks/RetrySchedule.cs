using System.Globalization;
using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>When a delivery that failed is tried again: after each try a longer wait, and an end.</summary>
/// <param name="Waits">Before each try, the first included.</param>
public sealed record RetrySchedule(IReadOnlyList<Duration> Waits)
{
    public const int MostTries = 20;

    public static readonly Duration LongestWait = Duration.FromHours(24);

    /// <summary>At once, then over three days (Standard Webhooks, “Deliverability and reliability”).</summary>
    public static readonly RetrySchedule Published = new([
        Duration.Zero,
        Duration.FromSeconds(5),
        Duration.FromMinutes(5),
        Duration.FromMinutes(30),
        Duration.FromHours(2),
        Duration.FromHours(5),
        Duration.FromHours(10),
        Duration.FromHours(14),
        Duration.FromHours(20),
        Duration.FromHours(24),
    ]);

    /// <summary>Share of a wait by which it is shortened or prolonged at random, so that what failed together is not tried together.</summary>
    private const double Spread = 0.1;

    private static readonly Failure Malformed = new Failure.Invalid("retries", $"Must be 1 to {MostTries} waits such as “0s, 5s, 5m, 2h”, none longer than {(int)LongestWait.TotalHours} hours and none shorter than the one before.");

    /// <summary>An operator's own.</summary>
    public static Result<RetrySchedule> Parse(string? text)
    {
        var waits = (text ?? "").Split(',').Select(w => WaitOf(w.Trim())).ToList();
        var holds = waits.Count <= MostTries && waits.TrueForAll(w => w <= LongestWait) && waits.Zip(waits.Skip(1)).All(pair => pair.First <= pair.Second);
        return holds ? new RetrySchedule([.. waits.Select(w => w!.Value)]) : Malformed;
    }

    /// <summary>How long to wait before the next try.</summary>
    /// <param name="tried">Tries made.</param>
    /// <param name="chance">At random, from 0 up to 1.</param>
    /// <param name="asked">What the endpoint asked for by <c>Retry-After</c>: honoured where it is longer, up to <see cref="LongestWait"/>.</param>
    /// <returns>Null: there is none any more.</returns>
    public Duration? WaitAfter(int tried, double chance, Duration? asked = null)
    {
        if (tried >= Waits.Count)
        {
            return null;
        }

        var wait = Waits[tried] * (1 + (Spread * ((2 * chance) - 1)));
        return Duration.Max(wait, Duration.Min(asked ?? Duration.Zero, LongestWait));
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(", ", Waits.Select(Say));

    public bool Equals(RetrySchedule? other) => other is not null && Waits.SequenceEqual(other.Waits);

    public override int GetHashCode() => Waits.Aggregate(0, HashCode.Combine);

    private static string Say(Duration wait)
    {
        var seconds = (long)wait.TotalSeconds;
        var (number, unit) = seconds % 3600 == 0 && seconds > 0 ? (seconds / 3600, "h") : seconds % 60 == 0 && seconds > 0 ? (seconds / 60, "m") : (seconds, "s");
        return number.ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static Duration? WaitOf(string text)
    {
        if (text.Length is < 2 or > 6 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => Duration.FromSeconds(number),
            'm' => Duration.FromMinutes(number),
            'h' => Duration.FromHours(number),
            _ => null,
        };
    }
}
