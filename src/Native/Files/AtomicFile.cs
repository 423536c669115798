namespace Interop.Native.Files;

/// <summary>Writes files so that a reader, or a machine that stops half-way, sees the old file or the new one and nothing between.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to disk, renames it, and flushes the folder where the system can.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="DirectoryNotFoundException">The file's folder is not there, or has vanished while the file was written.</exception>
    /// <exception cref="IOException">The file cannot be written; what it held before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new IOException($"Expected a file to write, got the folder '{path}'.");
        var temporary = Path.Combine(folder, Temporary(Path.GetFileName(target), $"{Guid.NewGuid():N}"));
        try
        {
            using (var stream = Create(temporary, target, folder))
            {
                Fill(stream, temporary, target, write);
            }

            Move(temporary, target, folder);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>Deletes what processes that were ended while they wrote have left half written; no process may be writing these files.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="names">The files' name, or the names of several with <c>*</c> for what they differ in.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static void DeleteLeftovers(string folder, string names)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(names);
        foreach (var path in Directory.GetFiles(folder, Temporary(names, "*")))
        {
            File.Delete(path);
        }
    }

    // Hidden on Unix, and no name of a file that anybody looks for.
    private static string Temporary(string name, string distinction) => $".{name}.{distinction}.tmp";

    private static FileStream Create(string temporary, string target, string folder)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException($"'{target}' cannot be written: {Reason(error, temporary)}", error);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new DirectoryNotFoundException($"'{target}' cannot be written: there is no folder '{folder}'. Make it first.", error);
        }
        catch (IOException error)
        {
            throw new IOException($"'{target}' cannot be written: {Reason(error, temporary)}", error.HResult);
        }
    }

    private static void Fill(FileStream stream, string temporary, string target, Action<Stream> write)
    {
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException error) when (error.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new IOException($"'{target}' cannot be written: {Reason(error, temporary)}", error.HResult);
        }
    }

    private static void Move(string temporary, string target, string folder)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);

            // Where it cannot be, the file is whole all the same: a loss of power may bring back the one before.
            _ = FolderFlush.Try(folder);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException($"'{target}' cannot be written: the folder '{folder}' has vanished meanwhile. Make it again.", error);
        }
    }

    // What the system says without the name of the temporary file, which tells nobody anything.
    private static string Reason(Exception error, string temporary) => error.Message
        .Replace($" : '{temporary}'", ".", StringComparison.Ordinal)
        .Replace(temporary, Path.GetDirectoryName(temporary), StringComparison.Ordinal);

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (DirectoryNotFoundException)
        {
            // Its folder has vanished, and the file with it.
        }
    }
}
