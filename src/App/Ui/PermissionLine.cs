namespace App.Ui;

/// <summary>One thing asked of a provider, why, and what the provider's consent page calls it.</summary>
public sealed record PermissionLine(string Icon, string Name, string Reason, string VendorName, bool Required);
