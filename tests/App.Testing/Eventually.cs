namespace App.Testing;

/// <summary>Waits for what goes on elsewhere: as long as it takes, but not for ever.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks until it is so.</summary>
    /// <param name="meanwhile">Done after each look in vain, such as moving a clock.</param>
    public static async Task HoldsAsync(string what, Func<Task<bool>> isSo, Action? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Never seen: {what}.");
            }

            meanwhile?.Invoke();
            await Task.Delay(5, CancellationToken.None);
        }
    }

    /// <summary>Waits for work that waits for a clock.</summary>
    public static async Task<T> DoneAsync<T>(string what, Task<T> work, ManualTime time, TimeSpan step)
    {
        await HoldsAsync(what, async () => await Task.WhenAny(work, Task.Delay(15)) == work, () => time.Advance(step));
        return await work;
    }
}
