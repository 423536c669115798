using System.Buffers.Binary;
using System.Numerics;

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
        if (type == IdxElementType.UInt8)
        {
            ConvertBytes(source, target);
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] = type switch
            {
                IdxElementType.Int8 => (sbyte)source[i],
                IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(source[(2 * i)..]),
                IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(source[(4 * i)..]),
                IdxElementType.Float32 => BinaryPrimitives.ReadSingleBigEndian(source[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(source[(8 * i)..]),
            };
        }
    }

    private static void ConvertBytes(ReadOnlySpan<byte> source, Span<float> target)
    {
        var done = 0;
        for (; done <= target.Length - Vector<byte>.Count; done += Vector<byte>.Count)
        {
            // A vector of bytes becomes two of 16 bits, and each of these two of 32.
            Vector.Widen(new Vector<byte>(source[done..]), out var lower, out var upper);
            Vector.Widen(lower, out var first, out var second);
            Vector.Widen(upper, out var third, out var fourth);
            var place = target[done..];
            Vector.ConvertToSingle(Vector.AsVectorInt32(first)).CopyTo(place);
            Vector.ConvertToSingle(Vector.AsVectorInt32(second)).CopyTo(place[Vector<float>.Count..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(third)).CopyTo(place[(2 * Vector<float>.Count)..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)).CopyTo(place[(3 * Vector<float>.Count)..]);
        }

        for (; done < target.Length; done++)
        {
            target[done] = source[done];
        }
    }
}
