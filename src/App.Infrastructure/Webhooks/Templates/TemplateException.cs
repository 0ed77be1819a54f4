namespace App.Infrastructure.Webhooks.Templates;

/// <summary>A template that may not be, or may not go on; the message is a sentence for whoever wrote it. Never leaves this folder.</summary>
internal sealed class TemplateException(string message) : Exception(message);
