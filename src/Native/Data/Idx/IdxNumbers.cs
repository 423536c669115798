using System.Buffers.Binary;

namespace Interop.Native.Data;

/// <summary>Turns the big-endian numbers of an IDX file into floats.</summary>
internal static class IdxNumbers
{
    /// <summary>Converts numbers.</summary>
    /// <param name="type">What they are.</param>
    /// <param name="source">The file's bytes.</param>
    /// <param name="target">Where to, one float for each number.</param>
    public static void Convert(IdxElementType type, ReadOnlySpan<byte> source, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = type switch
            {
                IdxElementType.UInt8 => source[i],
                IdxElementType.Int8 => (sbyte)source[i],
                IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(source[(2 * i)..]),
                IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(source[(4 * i)..]),
                IdxElementType.Float32 => BinaryPrimitives.ReadSingleBigEndian(source[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(source[(8 * i)..]),
            };
        }
    }
}
