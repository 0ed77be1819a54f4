using App.Domain.Connections;
using App.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers.IncomingWebhook;

/// <summary>Any system that sends events signed as Standard Webhooks says. Facts in README.md beside this file.</summary>
public sealed class IncomingWebhookProvider : IProvider
{
    public const string Key = "incoming-webhook";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "Incoming webhook",
        Vendor = "The sending system",
        Category = Category.Recruiting,
        Auth = AuthKind.Secret,
        Monogram = "IW",
        Hue = 140,
        Summary = "Takes events that another system sends, such as your applicant system, and tells them on to your endpoints.",
        Benefits =
        [
            "Every event is kept once and told on, however often it is sent.",
            "What nobody signed who has the secret is refused.",
            "What could not be processed waits here, and can be tried again.",
        ],
        Privacy = "Owners and Admins see what was sent. It is kept for 90 days. The secret is stored encrypted on this server and is deleted when you disconnect.",
        Endpoints = ProviderEndpoints.Only(""),
        DocsUrl = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
        Tips =
        [
            new("The sender is answered 404", "That is all a sender is told who is not believed. The reason stands in the list of what came in: another secret, a clock that is wrong by more than five minutes, or an address outside the networks you allowed."),
        ],
    };

    public void Register(IServiceCollection services) => services.AddKeyedSingleton<IWebhookReceiver, IncomingWebhookReceiver>(Key);
}
