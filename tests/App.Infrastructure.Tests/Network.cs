using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests;

/// <summary>What lies between the product and the vendors: loopback, unless a test has another.</summary>
public class Network
{
    /// <summary>Has the server to be built listen here.</summary>
    public virtual void Serve(WebApplicationBuilder builder) => builder.WebHost.UseUrls("http://127.0.0.1:0");

    /// <summary>Where a server that was started is reached.</summary>
    public virtual Uri Reach(WebApplication server) => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Has every client made of these services go this way.</summary>
    public virtual void Carry(IServiceCollection services)
    {
    }

    public virtual HttpMessageHandler NewHandler() => new SocketsHttpHandler { AllowAutoRedirect = false };
}
