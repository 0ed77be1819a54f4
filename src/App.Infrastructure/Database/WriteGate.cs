namespace App.Infrastructure.Database;

/// <summary>
/// SQLite has one writer. Waiting for it inside the database blocks a thread each; waiting here costs none
/// (64 ungated writers starved the thread pool for 60 s, gated they took 2.6 s). Open on the other databases.
/// </summary>
/// <param name="log">Where a commit isn't on disk when the database says that it is done.</param>
public sealed class WriteGate(Dialect dialect, CommitLog? log) : IDisposable
{
    private readonly SemaphoreSlim? _one = dialect.HasOneWriter ? new SemaphoreSlim(1, 1) : null;

    /// <exception cref="IOException">The disk has refused to keep a change: nothing is built on it.</exception>
    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        if (_one is not null)
        {
            await _one.WaitAsync(cancellationToken);
        }

        var pass = new Pass(_one);
        try
        {
            log?.ThrowIfBroken();
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    /// <summary>Waits, outside the gate, until what was committed is on disk.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public Task FlushAsync() => log?.FlushAsync() ?? Task.CompletedTask;

    public void Dispose() => _one?.Dispose();

    /// <summary>The right to write; given back once.</summary>
    public sealed class Pass(SemaphoreSlim? gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
