namespace App.Domain.Webhooks.Events;

/// <summary>Something that can happen, as endpoints know it. What is in its data only grows within a version; anything else is a new version, told beside the old one.</summary>
/// <param name="Name">Stable: <c>booking.created</c>.</param>
/// <param name="Group">Under which people find it.</param>
/// <param name="Description">When it is told, as a sentence.</param>
/// <param name="Data">The record its data is.</param>
/// <param name="IsPublished">Programs of the organization tell it, not we.</param>
public abstract record EventType(string Name, int Version, string Group, string Description, Type Data, bool IsPublished);

/// <inheritdoc cref="EventType"/>
public sealed record EventType<T>(string Name, int Version, string Group, string Description, bool IsPublished = false) : EventType(Name, Version, Group, Description, typeof(T), IsPublished)
    where T : class;
