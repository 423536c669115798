using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>A tensor as it lies in a file: an element type, a shape, and little-endian bytes in row-major order.</summary>
public sealed class StoredTensor
{
    /// <summary>Puts a stored tensor together.</summary>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bytes">Its elements, little-endian, row-major; not copied.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit type and shape.</exception>
    public StoredTensor(ElementType type, Shape shape, ReadOnlyMemory<byte> bytes)
    {
        if (!Enum.IsDefined(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "An element type is one of the named ones.");
        }

        var expected = (long)shape.Size * type.Size();
        if (bytes.Length != expected)
        {
            throw new ArgumentException($"A tensor of {type} and shape {shape} has {expected} bytes, got {bytes.Length}.", nameof(bytes));
        }

        Type = type;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The type of its elements.</summary>
    public ElementType Type { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>Its elements, little-endian, row-major.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Stores a tensor as 32-bit floats, bit for bit.</summary>
    /// <param name="tensor">The tensor.</param>
    public static StoredTensor From(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var bytes = new byte[checked(tensor.Count * sizeof(float))];
        var values = tensor.Span;
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return new StoredTensor(ElementType.Float32, tensor.Shape, bytes);
    }

    /// <summary>Stores 64-bit floats, bit for bit.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">As many values as the shape has elements.</param>
    public static StoredTensor From(Shape shape, ReadOnlySpan<double> values)
    {
        var bytes = new byte[checked(values.Length * sizeof(double))];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return new StoredTensor(ElementType.Float64, shape, bytes);
    }

    /// <summary>Stores 64-bit integers.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">As many values as the shape has elements.</param>
    public static StoredTensor From(Shape shape, ReadOnlySpan<long> values)
    {
        var bytes = new byte[checked(values.Length * sizeof(long))];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return new StoredTensor(ElementType.Int64, shape, bytes);
    }

    /// <summary>
    /// The elements as 32-bit floats: 16-bit floats and integers below 2²⁴ exactly, the others rounded to nearest; truth is 1.
    /// </summary>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(Shape);
        var target = tensor.Span;
        if (Type == ElementType.Float32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(Bytes.Span).CopyTo(target);
            return tensor;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] = Type switch
            {
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Element(i)),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Element(i)),
                ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(Element(i)),
                _ => (float)Double(i),
            };
        }

        return tensor;
    }

    /// <summary>The elements as 64-bit floats: exact for all but 64-bit integers above 2⁵³, which are rounded to nearest.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Double(i);
        }

        return values;
    }

    /// <summary>The elements of an integer or truth-value tensor.</summary>
    /// <exception cref="InvalidDataException">The elements are floats, or one exceeds 2⁶³ − 1.</exception>
    public long[] ToInt64s()
    {
        var values = new long[Shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Int64(i);
        }

        return values;
    }

    private ReadOnlySpan<byte> Element(int index)
    {
        var size = Type.Size();
        return Bytes.Span.Slice(index * size, size);
    }

    private double Double(int index)
    {
        var element = Element(index);
        return Type switch
        {
            ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
            ElementType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(element),
            ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
            _ => Int64(index),
        };
    }

    private long Int64(int index)
    {
        var element = Element(index);
        return Type switch
        {
            ElementType.Bool => element[0] == 0 ? 0 : 1,
            ElementType.UInt8 => element[0],
            ElementType.Int8 => (sbyte)element[0],
            ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
            ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
            ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
            ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
            ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
            ElementType.UInt64 => Checked(BinaryPrimitives.ReadUInt64LittleEndian(element), index),
            _ => throw new InvalidDataException($"A tensor of integers was expected, got one of {Type}."),
        };
    }

    private static long Checked(ulong value, int index) => value <= long.MaxValue
        ? (long)value
        : throw new InvalidDataException($"Element {index} is {value}, above the largest 64-bit signed integer.");
}
