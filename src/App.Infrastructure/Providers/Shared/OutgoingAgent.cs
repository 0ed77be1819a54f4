namespace App.Infrastructure.Providers.Shared;

/// <summary>What we call ourselves wherever we send something.</summary>
public static class OutgoingAgent
{
    public const string Name = "integrations-hub/0.1";
}
