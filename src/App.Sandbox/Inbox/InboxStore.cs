namespace App.Sandbox.Inbox;

/// <summary>What came in, by the name of the inbox; in memory alone.</summary>
internal sealed class InboxStore
{
    public const int MostRequests = 200;
    public const int MostBytes = 64 * 1024;
    public const int MostName = 60;

    private const int MostInboxes = 50;
    private const int MostBytesOfAll = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Box> _boxes = new(StringComparer.Ordinal);
    private long _used;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _boxes.OrderByDescending(b => b.Value.Used).Select(b => b.Key)];
            }
        }
    }

    public static bool IsName(string name) => name.Length is > 0 and <= MostName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Keeps a request; the oldest make room.</summary>
    public void Add(string name, Func<long, InboxRequest> request)
    {
        lock (_lock)
        {
            var box = BoxOf(name);
            box.Requests.Enqueue(request(++box.Last));
            while (box.Requests.Count > MostRequests || box.Requests.Sum(r => (long)r.Body.Length) > MostBytesOfAll)
            {
                box.Requests.Dequeue();
            }
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<InboxRequest> Of(string name)
    {
        lock (_lock)
        {
            return _boxes.TryGetValue(name, out var box) ? [.. box.Requests.Reverse()] : [];
        }
    }

    public string? SecretOf(string name)
    {
        lock (_lock)
        {
            return _boxes.GetValueOrDefault(name)?.Secret;
        }
    }

    public void KeepSecret(string name, string? secret)
    {
        lock (_lock)
        {
            BoxOf(name).Secret = secret;
        }
    }

    public void Clear(string name)
    {
        lock (_lock)
        {
            _boxes.GetValueOrDefault(name)?.Requests.Clear();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _boxes.Clear();
        }
    }

    private Box BoxOf(string name)
    {
        if (!_boxes.TryGetValue(name, out var box))
        {
            if (_boxes.Count == MostInboxes)
            {
                _boxes.Remove(_boxes.MinBy(b => b.Value.Used).Key);
            }

            _boxes[name] = box = new Box();
        }

        box.Used = ++_used;
        return box;
    }

    private sealed class Box
    {
        public Queue<InboxRequest> Requests { get; } = [];

        public long Last { get; set; }

        public string? Secret { get; set; }

        public long Used { get; set; }
    }
}
