using System.Security.Cryptography;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>How long to wait after failures: 1, 2, 4 … minutes, at most an hour, spread by ±25 % so that no two fall together.</summary>
public static class Backoff
{
    private static readonly Duration Most = Duration.FromHours(1);

    public static Duration After(int failures) => Spread(Duration.Min(Most, Duration.FromMinutes(1 << Math.Clamp(failures, 0, 6))));

    /// <summary>The interval, moved by up to a quarter either way.</summary>
    public static Duration Spread(Duration interval) => interval * (RandomNumberGenerator.GetInt32(750, 1251) / 1000.0);
}
