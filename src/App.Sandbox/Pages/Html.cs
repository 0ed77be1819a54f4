using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace App.Sandbox.Pages;

/// <summary>Markup that is safe to send: every interpolated text is encoded, only other markup is not.</summary>
public readonly record struct Html(string Markup)
{
    public static readonly Html None = new("");

    public static Html Of(HtmlInterpolation text) => new(text.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Markup)));

    public static Html If(bool condition, Html markup) => condition ? markup : None;

    public override string ToString() => Markup ?? "";
}

/// <summary>Encodes what is put into an interpolated string for <see cref="Html.Of"/>.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup.Markup);

    public void AppendFormatted(string? text) => _markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(int number) => _markup.Append(number);

    public override string ToString() => _markup.ToString();
}
