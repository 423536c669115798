namespace Interop.Native.Files;

/// <summary>Adds to files so that what is added is there whole or not at all, also where the disk is full.</summary>
internal static class AppendedFile
{
    /// <summary>Adds bytes at the end of a file; what was written of them is taken back where it fails.</summary>
    /// <param name="path">The file; it is made where it is missing, but not its folder.</param>
    /// <param name="bytes">What is added.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Append(string path, ReadOnlySpan<byte> bytes)
    {
        // Without a buffer, so that nothing is left to be written when it is closed.
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var length = stream.Length;
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            stream.SetLength(length);
            throw;
        }
    }
}
