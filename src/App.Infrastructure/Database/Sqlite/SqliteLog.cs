namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Flushes SQLite's write-ahead log, as SQLite itself does with <c>synchronous=FULL</c> at the end of each commit (https://www.sqlite.org/pragma.html#pragma_synchronous): then a second
/// commit can't begin before the disk has answered the first.
/// </summary>
internal static class SqliteLog
{
    /// <param name="database">The file of the database.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string database)
    {
        try
        {
            Flush(new FileInfo(database + "-wal"));
        }
        catch (FileNotFoundException)
        {
            // The last connection that closes has moved everything into the database and flushed it. Opened anew each time for that reason: the log isn't always the same file.
            Flush(new FileInfo(database));
        }
    }

    private static void Flush(FileInfo file)
    {
        using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }
}
