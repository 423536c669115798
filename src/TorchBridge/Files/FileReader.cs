using System.Text;

namespace Interop.TorchBridge.Files;

/// <summary>
/// Reads a stream of unknown origin front to back. Whatever is asked for is held against what is left before anything is allocated.
/// </summary>
internal sealed class FileReader(Stream stream, string name)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly long _start = stream.Position;
    private readonly long _end = stream.Length;

    /// <summary>The number of bytes behind the position.</summary>
    public long Remaining => _end - stream.Position;

    /// <summary>The number of bytes before the position.</summary>
    public long Position => stream.Position - _start;

    /// <summary>An error about the file at the position.</summary>
    public TorchFileException Error(string message) => new($"{name}, byte {Position}: {message}");

    /// <summary>The next byte.</summary>
    public byte Byte(string what)
    {
        var value = stream.ReadByte();
        return value >= 0 ? (byte)value : throw Error($"the file ends where {what} should stand.");
    }

    /// <summary>The next bytes.</summary>
    public byte[] Bytes(long count, string what)
    {
        RequireRemaining(count, what);
        if (count > Array.MaxLength)
        {
            throw Error($"{what} has {count} bytes, more than the {Array.MaxLength} that can be read at once.");
        }

        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Passes over the next bytes.</summary>
    public void Skip(long count, string what)
    {
        RequireRemaining(count, what);
        stream.Seek(count, SeekOrigin.Current);
    }

    /// <summary>A number in LEB128: seven bits in each byte, the lowest first, the eighth bit set in all but the last.</summary>
    public long Number(string what)
    {
        const int mostBytes = 9;
        long value = 0;
        for (var i = 0; i < mostBytes; i++)
        {
            long next = Byte(what);
            value |= (next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }

        throw Error($"{what} is a number of more than {mostBytes} bytes.");
    }

    /// <summary>A text: its length in bytes as a number, then UTF-8.</summary>
    public string Text(string what)
    {
        var bytes = Bytes(Number($"the length of {what}"), what);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new TorchFileException($"{name}, byte {Position}: {what} is not valid UTF-8.", error);
        }
    }

    /// <summary>A truth value: one byte, 0 or 1.</summary>
    public bool Truth(string what) => Byte(what) switch
    {
        0 => false,
        1 => true,
        var other => throw Error($"{what} must be 0 or 1, got {other}."),
    };

    /// <summary>A 64-bit integer, little-endian.</summary>
    public long Int64(string what) => System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long), what));

    /// <summary>A 64-bit float, little-endian.</summary>
    public double Double(string what) => System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double), what));

    private void RequireRemaining(long count, string what)
    {
        if (count < 0 || count > Remaining)
        {
            throw Error($"{what} should have {count} bytes, but {Remaining} are left.");
        }
    }
}
