using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Interop.TorchBridge.Pickles;

/// <summary>The bytes of a pickle, read front to back, never beyond their end.</summary>
internal sealed class PickleSource(ReadOnlyMemory<byte> bytes, string file)
{
    private const int LongestLine = 512;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Where the next byte lies.</summary>
    public int Position { get; private set; }

    /// <summary>An error about the pickle.</summary>
    public TorchFileException Error(string message) => new($"{file}, pickle byte {Position}: {message}.");

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>An unsigned 16-bit number.</summary>
    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    /// <summary>A signed 32-bit number.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>An unsigned 32-bit number.</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>A 64-bit length.</summary>
    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A 64-bit float, which pickles write big-endian.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>A text of so many bytes.</summary>
    public string Text(ulong length)
    {
        var taken = Take(length);
        try
        {
            return StrictUtf8.GetString(taken);
        }
        catch (DecoderFallbackException)
        {
            throw Error("a text is not valid UTF-8");
        }
    }

    /// <summary>A text up to the end of the line.</summary>
    public string Line()
    {
        var rest = bytes.Span[Position..];
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Error($"a name has no end within {LongestLine} bytes");
        }

        var line = Text((ulong)length);
        Position++;
        return line;
    }

    /// <summary>A whole number of so many bytes in two's complement; a long where it fits.</summary>
    public object Integer(int length)
    {
        var value = new BigInteger(Take(length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - Position))
        {
            throw Error($"{count} bytes should follow, but {bytes.Length - Position} are left");
        }

        var taken = bytes.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private ReadOnlySpan<byte> Take(int count) => Take((ulong)count);
}
