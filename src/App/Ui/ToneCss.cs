using App.Domain.Connections;

namespace App.Ui;

/// <summary>The class that gives a status its colours.</summary>
internal static class ToneCss
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
