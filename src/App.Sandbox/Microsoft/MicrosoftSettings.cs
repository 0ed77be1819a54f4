using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft;

/// <summary>How Graph says that a delta token is no longer good.</summary>
public enum DeltaReset
{
    /// <summary>410 <c>syncStateNotFound</c> with a Location.</summary>
    Gone410,

    /// <summary>400 <c>resyncRequired</c>.</summary>
    BadRequest400,
}

/// <summary>What can be set at Microsoft beside what can be set everywhere.</summary>
public sealed record MicrosoftSettings : VendorSettings
{
    /// <summary>How an expired delta token is refused. Default 410.</summary>
    public DeltaReset DeltaReset { get; init; } = DeltaReset.Gone410;

    public static VendorBehaviour Behaviour { get; } = new(
        MicrosoftAccount.Vendor,
        new MicrosoftSettings { RefreshMode = RefreshMode.Keep, AccessTokenSeconds = 3736, ConcurrentRequests = 4 },
        [
            .. SettingField.Tokens,
            .. SettingField.Everywhere,
            new("deltaReset", "Expired delta token") { Choices = [("gone410", "410 syncStateNotFound"), ("badRequest400", "400 resyncRequired")] },
        ]);
}
