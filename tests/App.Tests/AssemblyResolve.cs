using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace App.Tests;

/// <summary>bunit asks for a later AngleSharp.Diffing than there is; the one there is has every member it calls.</summary>
internal static class AssemblyResolve
{
    [ModuleInitializer]
    internal static void Initialize() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
}
