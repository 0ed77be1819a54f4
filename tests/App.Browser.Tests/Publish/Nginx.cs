using System.Diagnostics;
using System.Net.Sockets;

namespace App.Browser.Tests.Publish;

/// <summary>A host name and port with TLS, and where its requests go.</summary>
internal sealed record TlsSite(string Host, int Port, string Upstream)
{
    public string Url => $"https://{Host}:{Port}";
}

/// <summary>nginx with the configuration of docs/operations.md, ending TLS before other programs.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process _process;

    private Nginx(Process process) => _process = process;

    public static async Task<Nginx> StartAsync(string folder, TestCertificate certificate, params TlsSite[] sites)
    {
        var program = Programs.Find("nginx");
        Skip.If(program is null, "nginx is not installed (Debian: apt-get install nginx-light)");
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, certificate, sites));
        var process = Process.Start(new ProcessStartInfo(program!, ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, "error.log")]))!;
        var nginx = new Nginx(process);
        foreach (var site in sites)
        {
            await nginx.WaitUntilListeningAsync(site.Port, Path.Combine(folder, "error.log"));
        }

        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilListeningAsync(int port, string log)
    {
        using var client = new TcpClient();
        while (true)
        {
            try
            {
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(20);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"nginx did not start: {await File.ReadAllTextAsync(log)}");
            }
        }
    }

    private static string Configuration(string folder, TestCertificate certificate, TlsSite[] sites) => $$"""
        {{(Environment.UserName == "root" ? "user root;" : "")}}
        daemon off;
        worker_processes 1;
        pid {{folder}}/nginx.pid;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          ssl_certificate {{certificate.CertificateFile}};
          ssl_certificate_key {{certificate.KeyFile}};
          map $http_upgrade $connection_upgrade { default upgrade; '' close; }
          {{string.Join('\n', sites.Select(Server))}}
        }
        """;

    private static string Server(TlsSite site) => $$"""
        server {
          listen 127.0.0.1:{{site.Port}} ssl;
          server_name {{site.Host}};
          location / {
            proxy_pass {{site.Upstream}};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_read_timeout 120s;
          }
        }
        """;
}
