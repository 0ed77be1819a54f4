using App.Domain.Connections;
using NodaTime;

namespace App.Ui;

/// <summary>One line of what happened, newest first.</summary>
public sealed record ActivityLine(object Key, Instant At, Tone Tone, string Text, string? Detail = null);
