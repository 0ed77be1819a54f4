using System.Text;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;

namespace App.Sandbox.Push;

/// <summary>
/// Sends pushes over HTTP: in order to each address, except those that are late or tried again. What fails with 5xx or
/// without an answer is tried three times more. Nothing of it survives a restart, as no vendor promises it.
/// </summary>
internal sealed class PushDelivery(IHttpClientFactory clients, FaultBoard faults, PushLog log, SandboxClock clock) : IDisposable
{
    public const string HttpClientName = "sandbox-push";

    private const int LateMs = 60_000;
    private static readonly int[] RetriesMs = [1_000, 10_000, 60_000];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _lines = [];
    private readonly List<Held> _held = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Takes a push to be sent; faults strike it here.</summary>
    public void Send(PushMessage push)
    {
        var fault = faults.TakePush(push.Vendor, push.Account, push.Address);
        switch (fault?.Kind)
        {
            case FaultKind.DroppedPush:
                log.Add(push, PushOutcome.Dropped, null, clock.True);
                break;
            case FaultKind.LatePush:
                _ = HoldAsync(push, fault.DelayMs ?? LateMs, RetriesMs);
                break;
            case FaultKind.DuplicatedPush:
                Enqueue(push, RetriesMs);
                Enqueue(push, RetriesMs);
                break;
            default:
                Enqueue(push, RetriesMs);
                break;
        }
    }

    /// <summary>Waits until everything that is not kept back was tried.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        while (Busy() is { Length: > 0 } busy)
        {
            await Task.WhenAll(busy).WaitAsync(cancellation);
        }
    }

    /// <summary>Sends what is kept back now.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _held.ToList().ForEach(LetGo);
        }
    }

    /// <summary>Forgets what is kept back, and what was sent.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _held.Clear();
        }

        log.Clear();
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private Task[] Busy()
    {
        lock (_lock)
        {
            return [.. _lines.Values.Where(l => !l.IsCompleted)];
        }
    }

    private void Enqueue(PushMessage push, int[] retries)
    {
        lock (_lock)
        {
            var before = _lines.GetValueOrDefault(push.Address) ?? Task.CompletedTask;
            _lines[push.Address] = AfterAsync(before, push, retries);
        }
    }

    private async Task AfterAsync(Task before, PushMessage push, int[] retries)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        var status = await PostAsync(push);
        var delivered = status is >= 200 and < 300 or 102;
        log.Add(push, delivered ? PushOutcome.Delivered : PushOutcome.Refused, status, clock.True);
        if (status is null or >= 500 && retries.Length > 0)
        {
            _ = HoldAsync(push, retries[0], retries[1..]);
        }
    }

    /// <summary>Keeps a push back until its time, or until it is let go.</summary>
    private async Task HoldAsync(PushMessage push, int delayMs, int[] retries)
    {
        var held = new Held(push, retries);
        lock (_lock)
        {
            _held.Add(held);
            log.Add(push, PushOutcome.Held, null, clock.True);
        }

        await clock.DelayAsync(delayMs, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            LetGo(held);
        }
    }

    private void LetGo(Held held)
    {
        if (_held.Remove(held))
        {
            Enqueue(held.Push, held.Retries);
        }
    }

    private async Task<int?> PostAsync(PushMessage push)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, push.Address)
        {
            Content = new StringContent(push.Body ?? "", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in push.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await clients.CreateClient(HttpClientName).SendAsync(request, _ended.Token);
            return (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Held(PushMessage push, int[] retries)
    {
        public PushMessage Push => push;

        public int[] Retries => retries;
    }
}
