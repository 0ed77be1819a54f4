using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Microsoft.Data.Sqlite 10 asks for SQLitePCLRaw.core 2.1.13; we ship 2.0.6. The runtime refuses a lower
/// assembly version, then raises Resolving, and accepts what the handler returns. The handler must be in
/// place before the first SQLite type is touched, hence the module initializer.
/// </summary>
internal static class SqliteBootstrap
{
    private static int _done;

    /// <summary>File the native library was loaded from, or null when the bundled copy is used.</summary>
    public static string? NativeLibrary { get; private set; }

#pragma warning disable CA2255 // deliberate: has to run before any caller can open a connection
    [ModuleInitializer]
    internal static void Initialize() => EnsureInitialized();
#pragma warning restore CA2255

    public static void EnsureInitialized()
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
        {
            return;
        }

        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "SQLitePCLRaw.core" && FindCore() is { } path ? context.LoadFromAssemblyPath(path) : null;

        if (Environment.GetEnvironmentVariable("APP_SQLITE_NATIVE") != "bundled")
        {
            PreferSystemSqlite();
        }
    }

    // Under `dotnet ef` AppContext.BaseDirectory is the tool's own folder; the host's list of assemblies is right in both cases.
    private static string? FindCore() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Append(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll"))
            .FirstOrDefault(p => Path.GetFileName(p) == "SQLitePCLRaw.core.dll" && File.Exists(p));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PreferSystemSqlite()
    {
        // The bundle (2.0.6) carries SQLite 3.35.5. Use the operating system's copy when it is newer.
        var provider = Assembly.Load("SQLitePCLRaw.provider.e_sqlite3");
        System.Runtime.InteropServices.NativeLibrary.SetDllImportResolver(provider, static (name, assembly, path) =>
        {
            if (name != "e_sqlite3")
            {
                return IntPtr.Zero;
            }

            foreach (var candidate in Candidates())
            {
                if (System.Runtime.InteropServices.NativeLibrary.TryLoad(candidate, out var handle))
                {
                    if (VersionOf(handle) >= 3_038_000)
                    {
                        NativeLibrary = candidate;
                        return handle;
                    }

                    System.Runtime.InteropServices.NativeLibrary.Free(handle);
                }
            }

            return IntPtr.Zero; // default probing: the bundled e_sqlite3
        });
    }

    private static IEnumerable<string> Candidates()
    {
        var configured = Environment.GetEnvironmentVariable("APP_SQLITE_NATIVE");
        if (!string.IsNullOrEmpty(configured))
        {
            yield return configured;
        }

        if (OperatingSystem.IsLinux())
        {
            yield return "libsqlite3.so.0";
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return "/usr/lib/libsqlite3.dylib";
        }
        else if (OperatingSystem.IsWindows())
        {
            yield return "winsqlite3.dll";
        }
    }

    private static int VersionOf(IntPtr handle) =>
        System.Runtime.InteropServices.NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var entry)
            ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(entry)()
            : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
