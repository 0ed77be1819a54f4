using App.Sandbox.Hosting;

namespace App.Sandbox.CalDav;

/// <summary>How a sync token that is no longer good is refused: servers in the wild do all of these.</summary>
public enum SyncTokenRefusal
{
    /// <summary>403 with <c>DAV:valid-sync-token</c>, as RFC 6578 has it.</summary>
    Forbidden403,

    /// <summary>409 with <c>DAV:valid-sync-token</c>.</summary>
    Conflict409,

    /// <summary>410 without a body.</summary>
    Gone410,

    /// <summary>500 without a body.</summary>
    Error500,
}

/// <summary>Which prefixes the XML of answers has.</summary>
public enum XmlPrefixes
{
    /// <summary>None: each namespace is declared where it begins, as iCloud does.</summary>
    None,

    /// <summary>D, C, CS and A.</summary>
    Usual,

    /// <summary>Others, among them C for DAV.</summary>
    Odd,
}

/// <summary>What can be set at the CalDAV server beside what can be set everywhere. The defaults are as iCloud.</summary>
public sealed record CalDavSettings : VendorSettings
{
    /// <summary>Whether sync-collection is there; without it only ctag and ETags tell of changes. Default: yes.</summary>
    public bool SyncCollection { get; init; } = true;

    /// <summary>How a sync token that is no longer good is refused. Default 403.</summary>
    public SyncTokenRefusal InvalidSyncToken { get; init; } = SyncTokenRefusal.Forbidden403;

    /// <summary>Whether a first sync also lists what was deleted before (Radicale). Default: no.</summary>
    public bool TombstonesAtFirstSync { get; init; }

    /// <summary>Whether a sync lists the collection itself (iCloud). Default: yes.</summary>
    public bool ListsCollection { get; init; } = true;

    /// <summary>Whether bodies are kept otherwise than they were sent, and PUT answers no ETag. Default: no.</summary>
    public bool RewriteBodies { get; init; }

    /// <summary>Whether hrefs of resources are whole addresses. Default: no.</summary>
    public bool AbsoluteHrefs { get; init; }

    /// <summary>Whether the home is on another host name of this machine: <c>localhost</c> instead of <c>127.0.0.1</c>, or the other way round. Default: no.</summary>
    public bool OtherHost { get; init; }

    public XmlPrefixes Prefixes { get; init; }

    public static VendorBehaviour Behaviour { get; } = new(
        CalDavAccount.Vendor,
        new CalDavSettings(),
        [
            .. SettingField.Everywhere,
            new("invalidSyncToken", "Dead sync token")
            {
                Choices = [("forbidden403", "403 valid-sync-token"), ("conflict409", "409"), ("gone410", "410"), ("error500", "500")],
            },
            new("prefixes", "XML prefixes") { Choices = [("none", "None (iCloud)"), ("usual", "D and C"), ("odd", "Unusual ones")] },
            SettingField.Tick("syncCollection", "sync-collection is there"),
            SettingField.Tick("tombstonesAtFirstSync", "First sync lists deleted ones"),
            SettingField.Tick("listsCollection", "Sync lists the collection itself"),
            SettingField.Tick("rewriteBodies", "Bodies are rewritten, PUT answers no ETag"),
            SettingField.Tick("absoluteHrefs", "Hrefs are whole addresses"),
            SettingField.Tick("otherHost", "The home is on another host name"),
        ]);
}
