namespace App.Testing;

/// <summary>Tests that repeat something: few rounds every time, many with <c>./test.sh --long</c>.</summary>
public static class LongRounds
{
    public static bool Wanted => Environment.GetEnvironmentVariable("INTEGRATIONS_TESTS_LONG") == "1";

    public static int Count(int every, int @long) => Wanted ? @long : every;
}
