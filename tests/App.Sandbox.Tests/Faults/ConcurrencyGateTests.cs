using App.Sandbox.Faults;

namespace App.Sandbox.Tests.Faults;

public sealed class ConcurrencyGateTests
{
    [Fact]
    public void As_many_as_allowed_are_inside_and_one_more_when_one_leaves()
    {
        var gate = new ConcurrencyGate();
        var inside = Enumerable.Range(0, 4).Select(_ => gate.Enter("alice", 4)).ToList();

        Assert.All(inside, Assert.NotNull);
        Assert.Null(gate.Enter("alice", 4));
        Assert.NotNull(gate.Enter("bob", 4));
        inside[0]!.Dispose();
        Assert.NotNull(gate.Enter("alice", 4));
    }
}
