using System.Diagnostics;
using System.Globalization;

namespace App.Testing;

/// <summary>Cleans up after a test process that ended without a chance to (the test platform kills a slow host): a shell waits for its end.</summary>
internal static class Watchdog
{
    /// <summary>Kills a child when this process is gone; leaves by itself when the child is gone first.</summary>
    public static void Kill(Process child) =>
        Start("""while kill -0 "$1" 2>/dev/null; do kill -0 "$2" 2>/dev/null || exit 0; sleep 1; done; kill -9 "$2" """, Id(child.Id));

    /// <summary>Runs a shell command when this process is gone.</summary>
    public static void Run(string command) =>
        Start("""while kill -0 "$1" 2>/dev/null; do sleep 1; done; sh -c "$2" """, command);

    private static void Start(string script, string argument)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The inner shell is detached and holds none of our streams, so that nobody waits for it.
        using var shell = Process.Start("/bin/sh", ["-c", "sh -c \"$0\" watchdog \"$@\" </dev/null >/dev/null 2>&1 &", script, Id(Environment.ProcessId), argument]);
    }

    private static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);
}
