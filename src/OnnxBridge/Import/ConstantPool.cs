using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Interop.OnnxBridge.Proto;
using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Import;

/// <summary>
/// Reads constants, and keeps account of the memory they and the layers made of them take: no more than a small multiple of what the file
/// holds, however often it refers to it.
/// </summary>
/// <param name="externalData">Where weights outside the file come from.</param>
/// <param name="fileLength">The size of the file.</param>
internal sealed class ConstantPool(ExternalData externalData, long fileLength)
{
    /// <summary>The most axes of any value.</summary>
    public const int MaximumRank = 8;

    // Read as floats, turned around, put into a layer: each byte of a weight is held a few times.
    private const long Multiple = 16;
    private const long Allowance = 1 << 24;

    private long _taken;

    /// <summary>Books memory.</summary>
    /// <param name="elements">The number of values of four bytes.</param>
    /// <param name="what">What it is for.</param>
    /// <exception cref="OnnxFormatException">The model asks for far more memory than its file holds.</exception>
    public void Take(long elements, string what)
    {
        _taken += elements * sizeof(float);
        if (_taken > (Multiple * (fileLength + externalData.Length)) + Allowance)
        {
            throw new OnnxFormatException($"{what} would take the model's memory to {_taken:N0} bytes, out of proportion to a file of {fileLength:N0}.");
        }
    }

    /// <summary>Checks a constant without reading its values.</summary>
    /// <exception cref="OnnxFormatException">Its shape is impossible, or its values do not fill it.</exception>
    public static void Check(TensorProto tensor)
    {
        var count = CountOf(tensor);
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External || !IsKnown(tensor.DataType))
        {
            return;
        }

        var (width, typed) = Storage(tensor);
        var stored = tensor.HasRawData ? tensor.RawData.Length : typed;
        var expected = tensor.HasRawData ? count * width : count;
        if (stored != expected || (tensor.HasRawData && typed != 0))
        {
            throw Error(tensor, $"has shape [{string.Join(", ", tensor.Dims)}] and should hold {expected:N0} {(tensor.HasRawData ? "bytes" : "values")}, but holds {stored:N0}");
        }
    }

    /// <summary>Reads a constant.</summary>
    /// <exception cref="OnnxFormatException">It is damaged, or of a type that no network here uses.</exception>
    public ImportedConstant Read(TensorProto tensor)
    {
        Check(tensor);
        if (!IsKnown(tensor.DataType))
        {
            throw Error(tensor, $"is of type {(DataType)tensor.DataType}; floats and whole numbers can be read");
        }

        var count = CountOf(tensor);
        var dimensions = tensor.Dims.Select(extent => (int)extent).ToArray();
        ReadOnlyMemory<byte> raw = tensor.RawData.Memory;
        var isRaw = tensor.HasRawData;
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            if ((DataType)tensor.DataType == DataType.Float)
            {
                var values = externalData.ReadFloats(tensor, count);
                Take(count, $"Constant '{tensor.Name}'");
                return new ImportedConstant(tensor.Name, dimensions, values);
            }

            raw = externalData.Read(tensor, count * Storage(tensor).Width);
            isRaw = true;
        }

        Take(count, $"Constant '{tensor.Name}'");
        return (DataType)tensor.DataType is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16
            ? new ImportedConstant(tensor.Name, dimensions, isRaw ? RawFloats(tensor, raw.Span) : TypedFloats(tensor))
            : new ImportedConstant(tensor.Name, dimensions, isRaw ? RawIntegers(tensor, raw.Span) : TypedIntegers(tensor));
    }

    private static bool IsKnown(int type) => (DataType)type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16
        or DataType.Int64 or DataType.Int32 or DataType.Int16 or DataType.Int8 or DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Bool;

    private static long CountOf(TensorProto tensor)
    {
        if (tensor.Dims.Count > MaximumRank)
        {
            throw Error(tensor, $"has {tensor.Dims.Count} axes; at most {MaximumRank} can be read");
        }

        long count = 1;
        foreach (var extent in tensor.Dims)
        {
            if (extent is < 0 or > int.MaxValue)
            {
                throw Error(tensor, $"has the impossible shape [{string.Join(", ", tensor.Dims)}]");
            }

            // Two factors below 2³¹ stay within 64 bits.
            count *= extent;
            if (count > int.MaxValue)
            {
                throw Error(tensor, $"has shape [{string.Join(", ", tensor.Dims)}], more than {int.MaxValue:N0} values");
            }
        }

        return count;
    }

    // Bytes of one value in raw data, and how many values the typed field holds.
    private static (int Width, int Typed) Storage(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => (4, tensor.FloatData.Count),
        DataType.Double => (8, tensor.DoubleData.Count),
        DataType.Int64 => (8, tensor.Int64Data.Count),
        DataType.Uint32 => (4, tensor.Uint64Data.Count),
        DataType.Int32 => (4, tensor.Int32Data.Count),
        DataType.Int16 or DataType.Uint16 or DataType.Float16 or DataType.Bfloat16 => (2, tensor.Int32Data.Count),
        _ => (1, tensor.Int32Data.Count),
    };

    private static float[] RawFloats(TensorProto tensor, ReadOnlySpan<byte> raw)
    {
        switch ((DataType)tensor.DataType)
        {
            case DataType.Float:
                return MemoryMarshal.Cast<byte, float>(raw).ToArray();
            case DataType.Double:
                return Array.ConvertAll(MemoryMarshal.Cast<byte, double>(raw).ToArray(), value => (float)value);
            case DataType.Float16:
                return Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(raw).ToArray(), value => (float)value);
            default:
                return Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(raw).ToArray(), FromBfloat16);
        }
    }

    private static float[] TypedFloats(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => [.. tensor.FloatData],
        DataType.Double => [.. tensor.DoubleData.Select(value => (float)value)],
        DataType.Float16 => [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
        _ => [.. tensor.Int32Data.Select(bits => FromBfloat16((ushort)bits))],
    };

    private static long[] RawIntegers(TensorProto tensor, ReadOnlySpan<byte> raw)
    {
        var width = Storage(tensor).Width;
        var values = new long[raw.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = raw.Slice(i * width, width);
            values[i] = (DataType)tensor.DataType switch
            {
                DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                DataType.Int8 => (sbyte)bytes[0],
                _ => bytes[0],
            };
        }

        return values;
    }

    private static long[] TypedIntegers(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 => [.. tensor.Int64Data],
        DataType.Uint32 => [.. tensor.Uint64Data.Select(value => (long)(uint)value)],
        _ => [.. tensor.Int32Data.Select(value => (long)value)],
    };

    private static float FromBfloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static OnnxFormatException Error(TensorProto tensor, string problem) => new($"Constant '{tensor.Name}' {problem}.");
}
