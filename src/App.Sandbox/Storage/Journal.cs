namespace App.Sandbox.Storage;

/// <summary>
/// A file of lines, one for each change, handed to the system before the change is answered, so that a killed process
/// has lost nothing. A line half written is the last and is cut off.
/// </summary>
internal sealed class Journal(string path) : IDisposable
{
    private FileStream? _file;

    public IEnumerable<string> Lines() => File.Exists(path) ? File.ReadLines(path) : [];

    /// <summary>Adds what <paramref name="write"/> writes, which has to be whole lines.</summary>
    public void Append(Action<Stream> write)
    {
        _file ??= Open();
        using var buffer = new MemoryStream();
        write(buffer);
        buffer.WriteTo(_file);
        _file.Flush();
    }

    public void Rewrite(Action<Stream> write)
    {
        Dispose();
        using (var draft = File.Create(path + ".new"))
        {
            write(draft);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    public void Delete()
    {
        Dispose();
        File.Delete(path);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Open()
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutHalfLine(file);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private static void CutHalfLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
    }
}
