using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>The filters that are offered. Each pays for what it is given and makes, before it makes more of it than may be.</summary>
internal static partial class TemplateFilters
{
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "append", "prepend", "capitalize", "downcase", "upcase", "strip", "lstrip", "rstrip", "strip_newlines", "remove", "replace", "replace_first", "slice", "split", "truncate", "truncatewords",
        "join", "first", "last", "concat", "map", "reverse", "size", "sort", "sort_natural", "uniq", "where", "sum", "compact",
        "abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times",
        "default", "date", "time_zone", "escape", "url_encode", "base64_encode", "json",
    };

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Leaves only <see cref="Names"/>, each bounded.</summary>
    public static void Bound(FilterCollection filters)
    {
        filters.AddFilter("json", Json);
        foreach (var (name, filter) in filters.ToList())
        {
            filters.Remove(name);
            if (Names.Contains(name))
            {
                filters.AddFilter(name, (input, arguments, context) => Run(name, filter, input, arguments, (TemplateRun)context));
            }
        }
    }

    private static async ValueTask<FluidValue> Run(string name, FilterDelegate filter, FluidValue input, FilterArguments arguments, TemplateRun run)
    {
        var given = run.Look(input);
        var values = Enumerable.Range(0, arguments.Count).Select(arguments.At).ToList();
        var longest = values.Select(run.Look).DefaultIfEmpty().Max();
        Refuse(name, given, longest, values, run);
        var made = await filter(input, arguments, run);
        run.Look(made);

        // What is joined to text that needs no escaping is escaped all the same.
        return name != "json" && made is StringValue { Encode: false } && values.Any(v => v is StringValue { Encode: true }) ? new StringValue(made.ToStringValue()) : made;
    }

    /// <summary>Some filters make or look at as much as the product of what they are given.</summary>
    private static void Refuse(string name, long given, long longest, List<FluidValue> values, TemplateRun run)
    {
        switch (name)
        {
            case "replace" or "join" when (given + 1) * (longest + 1) > 8L * TemplateRun.MostText:
                throw new TemplateException($"The filter {name} would make too much text.");
            case "replace" or "replace_first" or "remove" or "split":
                run.SpendText(given * (1 + (longest / 8)));
                break;
            case "date" when values.Count > 0 && (values[0].ToStringValue().Length > 100 || Width().IsMatch(values[0].ToStringValue())):
                throw new TemplateException("The format of a date may have up to 100 characters and no widths.");
        }
    }

    private static ValueTask<FluidValue> Json(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            TemplateModel.Write(writer, input, (TemplateRun)context);
        }

        return new StringValue(Encoding.UTF8.GetString(buffer.WrittenSpan), encode: false);
    }

    [GeneratedRegex("%[-^_:]*[0-9]")]
    private static partial Regex Width();
}
