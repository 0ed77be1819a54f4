using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Parlot.Fluent;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>A template that was read, or why it could not be.</summary>
internal sealed record ReadTemplate(IFluidTemplate? Template, string? Error);

/// <summary>
/// Reads the part of Liquid that is offered: no including of anything, no tags that keep state between renderings. How deep a template may nest and how often the grammar may look
/// again is bounded, as reading recurses.
/// </summary>
internal sealed partial class TemplateParser : FluidParser
{
    private const int Deepest = 60;
    private const int MostLooks = 200_000;

    private static readonly HashSet<string> Tags = ["assign", "capture", "if", "unless", "case", "for", "break", "continue", "comment", "#", "raw", "echo"];
    private static readonly TemplateParser Only = new();

    private TemplateParser()
    {
        foreach (var tag in RegisteredTags.Keys.Except(Tags).ToList())
        {
            RegisteredTags.Remove(tag);
        }

        Primary.Parser = new Bounded<Expression>(Primary.Parser!);
        FilterExpression.Parser = new Bounded<Expression>(FilterExpression.Parser!);
        AnyTagsList.Parser = new Bounded<IReadOnlyList<Statement>>(AnyTagsList.Parser!);
    }

    public static ReadTemplate Read(string text)
    {
        try
        {
            var read = Only.Grammar.TryParse(new Reading(text), out var statements, out var error);
            return error is not null ? Wrong($"{error.Message} at {error.Position}")
                : !read ? Wrong("It can't be read.")
                : new ReadTemplate(new TemplateBounds(text).VisitTemplate(new FluidTemplate(statements)), null);
        }
        catch (Exception e) when (e is Fluid.ParseException or Parlot.ParseException or TemplateException)
        {
            return Wrong(e.Message);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException or InvalidCastException)
        {
            return Wrong("It can't be read.");
        }
    }

    private static ReadTemplate Wrong(string message)
    {
        var placed = Place().Match(message);
        var sentence = placed.Success ? $"Line {placed.Groups["line"]}, column {placed.Groups["column"]}: {placed.Groups["what"].Value.TrimEnd('.')}." : message;
        return new ReadTemplate(null, sentence);
    }

    [GeneratedRegex(@"^(?<what>.*?) at \((?<line>\d+):(?<column>\d+)\)", RegexOptions.Singleline)]
    private static partial Regex Place();

    /// <summary>One reading of one template.</summary>
    private sealed class Reading(string text) : FluidParseContext(text)
    {
        public int Depth { get; set; }

        public int Looks { get; set; }
    }

    private sealed class Bounded<T>(Parser<T> inner) : Parser<T>
    {
        public override bool Parse(ParseContext context, ref Parlot.ParseResult<T> result)
        {
            var reading = (Reading)context;
            if (++reading.Looks > MostLooks)
            {
                throw new TemplateException($"It is too involved at {context.Scanner.Cursor.Position}");
            }

            if (++reading.Depth > Deepest)
            {
                throw new TemplateException($"It is nested too deeply at {context.Scanner.Cursor.Position}");
            }

            try
            {
                return inner.Parse(context, ref result);
            }
            finally
            {
                reading.Depth--;
            }
        }
    }
}
