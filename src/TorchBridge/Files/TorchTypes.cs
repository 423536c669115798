using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.TorchBridge.Files;

/// <summary>The types of elements by libtorch's numbers and names.</summary>
internal static class TorchTypes
{
    // libtorch's ScalarType. 8, 9 and 10 are complex, 12 to 14 quantized: a real tensor cannot hold them.
    private static readonly Dictionary<long, ElementType> Numbers = new()
    {
        [0] = ElementType.UInt8,
        [1] = ElementType.Int8,
        [2] = ElementType.Int16,
        [3] = ElementType.Int32,
        [4] = ElementType.Int64,
        [5] = ElementType.Float16,
        [6] = ElementType.Float32,
        [7] = ElementType.Float64,
        [11] = ElementType.Bool,
        [15] = ElementType.BFloat16,
    };

    /// <summary>The classes of PyTorch's storages, in the module <c>torch</c>.</summary>
    public static readonly Dictionary<string, ElementType> Storages = new()
    {
        ["ByteStorage"] = ElementType.UInt8,
        ["CharStorage"] = ElementType.Int8,
        ["ShortStorage"] = ElementType.Int16,
        ["IntStorage"] = ElementType.Int32,
        ["LongStorage"] = ElementType.Int64,
        ["HalfStorage"] = ElementType.Float16,
        ["FloatStorage"] = ElementType.Float32,
        ["DoubleStorage"] = ElementType.Float64,
        ["BoolStorage"] = ElementType.Bool,
        ["BFloat16Storage"] = ElementType.BFloat16,
    };

    /// <summary>PyTorch's names of types, in the module <c>torch</c>.</summary>
    public static readonly Dictionary<string, ElementType> Names = new()
    {
        ["uint8"] = ElementType.UInt8,
        ["int8"] = ElementType.Int8,
        ["int16"] = ElementType.Int16,
        ["int32"] = ElementType.Int32,
        ["int64"] = ElementType.Int64,
        ["float16"] = ElementType.Float16,
        ["float32"] = ElementType.Float32,
        ["float64"] = ElementType.Float64,
        ["bool"] = ElementType.Bool,
        ["bfloat16"] = ElementType.BFloat16,
        ["uint16"] = ElementType.UInt16,
        ["uint32"] = ElementType.UInt32,
        ["uint64"] = ElementType.UInt64,
    };

    /// <summary>The type of libtorch's number, or null.</summary>
    public static ElementType? FromNumber(long number) => Numbers.TryGetValue(number, out var type) ? type : null;

    /// <summary>libtorch's number of a type, or null.</summary>
    public static long? Number(ElementType type) => Numbers.Where(pair => pair.Value == type).Select(pair => (long?)pair.Key).FirstOrDefault();

    /// <summary>The name of the storage class of a type, or null.</summary>
    public static string? Storage(ElementType type) => Storages.Where(pair => pair.Value == type).Select(pair => pair.Key).FirstOrDefault();

    /// <summary>The number of bytes of one element.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.UInt32 or ElementType.Int32 or ElementType.Float32 => 4,
        _ => 8,
    };

    /// <summary>A shape of extents of unknown origin; null where a tensor cannot have it.</summary>
    public static Shape? ToShape(IReadOnlyList<long> extents)
    {
        const int mostAxes = 64;
        if (extents.Count > mostAxes)
        {
            return null;
        }

        // Checked before each product: both factors then lie below 2³¹.
        long size = 1;
        foreach (var extent in extents)
        {
            if (extent is < 0 or > int.MaxValue || (size *= extent) > int.MaxValue)
            {
                return null;
            }
        }

        return new Shape([.. extents.Select(extent => (int)extent)]);
    }
}
