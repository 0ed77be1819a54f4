namespace App.Domain.Interviews;

/// <summary>Where the words of a group are looked for.</summary>
internal enum CueScope
{
    Title = 0,

    /// <summary>Description and place.</summary>
    Text = 1,
}

/// <summary>Words that say the same, parted by <c>|</c>; each is one word or several in a row.</summary>
/// <param name="Weight">What it adds to the logarithm of the odds that the entry is an interview.</param>
internal sealed record CueGroup(string Name, CueScope Scope, double Weight, string Words)
{
    /// <summary>By which it is learned.</summary>
    public string Term => $"group:{Name}";
}
