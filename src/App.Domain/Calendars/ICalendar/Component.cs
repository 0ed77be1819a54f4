namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// A component (RFC 5545 §3.6) with everything that was written in it, known or not, in its order. It can be changed: what is not touched is written back as
/// it came.
/// </summary>
public sealed class Component(string name) : ContentNode
{
    private readonly List<ContentNode> _children = [];

    /// <summary>As written.</summary>
    public string Name => name;

    public IReadOnlyList<ContentNode> Children => _children;

    public IEnumerable<Property> Properties => _children.OfType<Property>();

    public IEnumerable<Component> Components => _children.OfType<Component>();

    internal List<ContentNode> ChildList => _children;

    public bool Is(string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first property of that name, or null.</summary>
    public Property? Find(string property) => Properties.FirstOrDefault(p => p.Is(property));

    public Component Add(ContentNode child)
    {
        ArgumentNullException.ThrowIfNull(child);
        _children.Add(child);
        return this;
    }

    /// <summary>Puts the property where the first of its name is, or else behind the other properties; more of its name go.</summary>
    public void Set(Property property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var at = _children.FindIndex(child => child is Property p && p.Is(property.Name));
        if (at < 0)
        {
            var behind = _children.FindIndex(child => child is Component);
            _children.Insert(behind < 0 ? _children.Count : behind, property);
            return;
        }

        Remove(property.Name);
        _children.Insert(at, property);
    }

    /// <summary>Removes every property of that name.</summary>
    public void Remove(string property) => _children.RemoveAll(child => child is Property p && p.Is(property));

    /// <summary>Removes a child; false where it is not one.</summary>
    public bool Remove(ContentNode child) => _children.Remove(child);

    public override string ToString() => ContentWriter.Write(this);
}
