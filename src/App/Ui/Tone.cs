namespace App.Ui;

/// <summary>What a status means for the person looking at it. A word always stands beside the colour.</summary>
public enum Tone
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Work is going on.</summary>
    Busy,

    /// <summary>Someone is needed; nothing is lost.</summary>
    Warn,

    /// <summary>Something did not happen.</summary>
    Bad,

    /// <summary>Off or paused on purpose.</summary>
    Idle,
}

internal static class ToneNames
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Ok => "ok",
        Tone.Busy => "busy",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "idle",
    };
}
