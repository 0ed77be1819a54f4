namespace App.Infrastructure.Webhooks.Templates;

/// <summary>Text up to a length; more fails.</summary>
internal sealed class TemplateWriter(int most) : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    public const string TooLong = "It makes more than 64 KB.";

    public override void Write(char value)
    {
        Require(1);
        base.Write(value);
    }

    public override void Write(string? value)
    {
        Require(value?.Length ?? 0);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Require(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Require(buffer.Length);
        base.Write(buffer);
    }

    private void Require(int more)
    {
        if (GetStringBuilder().Length + more > most)
        {
            throw new TemplateException(TooLong);
        }
    }
}
