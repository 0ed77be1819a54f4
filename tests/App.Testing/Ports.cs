using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace App.Testing;

/// <summary>Loopback ports nobody listens on; one process is never given the same port twice.</summary>
public static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }
}
