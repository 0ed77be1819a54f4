namespace App.Infrastructure.Security;

/// <summary>Whether this server's key ring opens what the database holds.</summary>
public enum SealCondition
{
    Ok,

    /// <summary>The ring was lost or is another one: stored credentials can't be opened until the right ring is back.</summary>
    RingLost,
}

/// <summary>What <see cref="CheckSeals"/> last found; read by the readiness page and the banner.</summary>
public sealed class SealState
{
    private int _condition;

    /// <summary>Raised after the condition has changed, on the thread that saw it.</summary>
    public event EventHandler? Changed;

    public SealCondition Condition
    {
        get => (SealCondition)Volatile.Read(ref _condition);
        set
        {
            if (Interlocked.Exchange(ref _condition, (int)value) != (int)value)
            {
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }
    }
}
