namespace App.Infrastructure.Providers.Shared;

/// <summary>Counts the requests a pass sends, along its flow of control, so that a run can say what it cost.</summary>
public sealed class CallCount
{
    private static readonly AsyncLocal<CallCount?> Current = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins counting for everything awaited from here.</summary>
    public static CallCount Begin() => Current.Value = new CallCount();

    internal static void Add()
    {
        if (Current.Value is { } count)
        {
            Interlocked.Increment(ref count._count);
        }
    }
}
