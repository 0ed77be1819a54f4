using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using Fluid;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>
/// Liquid templates by which an endpoint is sent something else than the message as it is. They see the message's JSON alone, and are bounded in work, memory and length whatever they
/// say (decision 0020). What they make must be JSON, as that is what we say that we send.
/// </summary>
public static class MessageTemplate
{
    private const int MostKept = 256;

    private static readonly ConcurrentDictionary<string, Lazy<ReadTemplate>> Kept = new(StringComparer.Ordinal);

    /// <returns>Null, or what is wrong with it and where, as a sentence.</returns>
    public static string? Check(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Length > Endpoint.MostTemplate ? $"It may have up to {Endpoint.MostTemplate:N0} characters." : Read(template).Error;
    }

    /// <param name="messageBody">JSON of type, timestamp, version and data.</param>
    public static Result<string> Render(string template, string messageBody)
    {
        if (Check(template) is { } error)
        {
            return Failed(error);
        }

        try
        {
            var model = TemplateModel.Of(messageBody);
            var writer = new TemplateWriter(Message.MostBytes);
            var rendering = Read(template).Template!.RenderAsync(writer, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, new TemplateRun(model));
            return rendering.IsCompletedSuccessfully ? AsJson(writer.ToString().Trim()) : Failed(Reason(rendering.AsTask().Exception?.InnerException));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(Reason(e));
        }
    }

    private static ReadTemplate Read(string template)
    {
        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd(template, static t => new Lazy<ReadTemplate>(() => TemplateParser.Read(t))).Value;
    }

    private static Result<string> AsJson(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > Message.MostBytes)
        {
            return Failed(TemplateWriter.TooLong);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException e)
        {
            return Failed($"What it makes is not JSON: it goes wrong in line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}. Values with their quotes are put in by “| json”.");
        }
    }

    /// <summary>What .NET says of a calculation is not for people, and may quote what is in the message.</summary>
    private static string Reason(Exception? e) => e switch
    {
        TemplateException known => known.Message,
        JsonException => "The message is not JSON.",
        InvalidOperationException => "It takes too many steps.",
        FluidException or null => "It could not be carried out.",
        _ => "Something in it could not be computed, such as a number that is too large or a division by zero.",
    };

    private static Failure.Rejected Failed(string why) => new("template_failed", $"The template failed. {why}");
}
