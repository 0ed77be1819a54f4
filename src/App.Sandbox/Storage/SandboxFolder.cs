using Microsoft.Extensions.Options;

namespace App.Sandbox.Storage;

/// <summary>The folder in which the vendors keep what they remember.</summary>
public sealed class SandboxFolder
{
    private readonly string _root;

    public SandboxFolder(IOptions<SandboxOptions> options)
    {
        _root = Path.GetFullPath(options.Value.Folder);
        Directory.CreateDirectory(_root);
    }

    internal JsonFile<T> File<T>(string name)
        where T : class => new(PathOf(name));

    public string PathOf(string name)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
