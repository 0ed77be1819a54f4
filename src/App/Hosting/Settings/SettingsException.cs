namespace App.Hosting.Settings;

/// <summary>Settings are wrong; the message names every one of them. Only at start, where there is nobody to hand a result to.</summary>
public sealed class SettingsException(string message) : Exception(message)
{
    internal static void ThrowIfWrong(IConfiguration configuration)
    {
        var problems = SettingsCheck.Run(configuration, SettingsSection.All);
        if (problems.Count > 0)
        {
            throw new SettingsException(SettingsCheck.Message(problems));
        }
    }
}
