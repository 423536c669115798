using System.Buffers.Binary;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// The beginning of an IDX file: two zero bytes, the type, the number of axes, and the extent of each as a big-endian int32.
/// </summary>
/// <param name="Type">What the numbers are.</param>
/// <param name="Shape">The extents.</param>
internal sealed record IdxHeader(IdxElementType Type, Shape Shape)
{
    // MNIST has three; more than this is no picture of anything.
    private const int MostAxes = 8;

    /// <summary>The bytes of one number.</summary>
    public int ElementSize => Type switch
    {
        IdxElementType.UInt8 or IdxElementType.Int8 => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Float64 => 8,
        _ => 4,
    };

    /// <summary>The bytes of the header.</summary>
    public int Length => 4 + (4 * Shape.Rank);

    /// <summary>The bytes of all numbers.</summary>
    public long DataLength => (long)Shape.Size * ElementSize;

    /// <summary>Reads the header and leaves the stream at the first number.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static IdxHeader Read(Stream stream, string name)
    {
        Span<byte> bytes = stackalloc byte[4 + (4 * MostAxes)];
        ReadExactly(stream, bytes[..4], name);
        if (bytes[0] != 0 || bytes[1] != 0 || !Enum.IsDefined((IdxElementType)bytes[2]) || bytes[3] is 0 or > MostAxes)
        {
            throw new InvalidDataException(
                $"{name}: an IDX file begins with two zero bytes, a type (8, 9, 11, 12, 13 or 14) and a number of axes from 1 to {MostAxes}; " +
                $"got {bytes[0]}, {bytes[1]}, {bytes[2]}, {bytes[3]}. Is it a file that is still compressed, without .gz in its name?");
        }

        var type = (IdxElementType)bytes[2];
        var extents = new int[bytes[3]];
        ReadExactly(stream, bytes[..(4 * extents.Length)], name);
        long size = 1;
        for (var axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * axis)..]);
            size = extents[axis] < 0 ? -1 : size * extents[axis];
            if (size is < 0 or > int.MaxValue)
            {
                throw new InvalidDataException(
                    $"{name}: the extents of an IDX file are 0 or more and have a product up to {int.MaxValue}; got {string.Join(" × ", extents[..(axis + 1)])}.");
            }
        }

        return new IdxHeader(type, new Shape(extents));
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string name)
    {
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new InvalidDataException($"{name}: the file ends within the header of an IDX file. Use another copy of the file.");
        }
    }
}
