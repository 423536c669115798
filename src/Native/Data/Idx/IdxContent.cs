using System.IO.Compression;

namespace Interop.Native.Data;

/// <summary>Opens what an IDX file holds, expanded where its name ends in <c>.gz</c>, once its size is known to be what its header says.</summary>
internal static class IdxContent
{
    // A small file may say that it is large; this much more than its own size it may have for the asking.
    private const long FreeExpansion = 64L << 20;
    private const int LargestRatio = 4;

    /// <summary>Opens a file at its first number.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largestSize">How large its content may be; null for four times the compressed size and 64 MB.</param>
    /// <exception cref="InvalidDataException">The file is damaged or too large.</exception>
    public static (Stream Content, IdxHeader Header) Open(string path, long? largestSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IdxHeader header;
        using (var first = OpenContent(path, out var compressed))
        {
            var fileLength = new FileInfo(path).Length;
            header = Guard(path, () => IdxHeader.Read(first, path));
            var allowed = largestSize ?? (compressed ? checked((fileLength * LargestRatio) + FreeExpansion) : long.MaxValue);
            if (header.DataLength > allowed)
            {
                throw new InvalidDataException(
                    $"{path}: the header says {header.Shape} numbers, {header.DataLength:N0} bytes, and {allowed:N0} are allowed for a file of {fileLength:N0}; " +
                    "give a largestSize if the file is to be trusted.");
            }

            // Counted before anything is allocated: a header may promise what the file does not hold.
            var length = compressed ? Guard(path, () => Count(first, header.DataLength)) : fileLength - header.Length;
            if (length != header.DataLength)
            {
                throw new InvalidDataException(
                    $"{path}: the header says {header.Shape} numbers, {header.DataLength:N0} bytes, and {(length > header.DataLength ? "more" : $"{length:N0}")} follow. Use another copy of the file.");
            }
        }

        return (OpenVerified(path), header);
    }

    /// <summary>Opens a file at its first number whose size is known to be what its header says.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file has changed since.</exception>
    public static Stream OpenVerified(string path)
    {
        var content = OpenContent(path, out _);
        try
        {
            Guard(path, () => IdxHeader.Read(content, path));
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Runs a read of the file; compressed data that does not expand becomes an error that names the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">What to do.</param>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: the compressed data is damaged ({error.Message}). Use another copy of the file.", error);
        }
    }

    private static Stream OpenContent(string path, out bool compressed)
    {
        compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // Stops one byte behind what is expected, however much a bomb would give.
    private static long Count(Stream stream, long expected)
    {
        var buffer = new byte[1 << 16];
        long count = 0;
        int read;
        while (count <= expected && (read = stream.Read(buffer)) > 0)
        {
            count += read;
        }

        return Math.Min(count, expected + 1);
    }
}
