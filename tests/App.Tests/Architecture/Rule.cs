namespace App.Tests.Architecture;

internal static class Rule
{
    /// <summary>Fails with every fault on a line of its own.</summary>
    public static void Holds(IEnumerable<string> faults)
    {
        var found = faults.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
