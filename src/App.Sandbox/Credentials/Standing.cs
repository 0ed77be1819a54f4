namespace App.Sandbox.Credentials;

/// <summary>Whether applications hold permissions of an account, in the words of the control page.</summary>
internal static class Standing
{
    public static (bool IsConnected, string Words) Of(GrantStore grants, string vendor, string account)
    {
        var (live, ended) = grants.Count(vendor, account);
        return (live > 0, (live == 1 ? "1 grant" : $"{live} grants") + (ended > 0 ? $", {ended} ended" : ""));
    }
}
