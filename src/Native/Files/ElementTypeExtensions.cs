namespace Interop.Native.Files;

/// <summary>Sizes and names of element types.</summary>
internal static class ElementTypeExtensions
{
    private static readonly Dictionary<string, ElementType> ByName = Enum.GetValues<ElementType>().ToDictionary(type => type.SafetensorsName());

    /// <summary>All names that safetensors has for the types that can be read.</summary>
    public static IEnumerable<string> SafetensorsNames => ByName.Keys;

    /// <summary>The number of bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.UInt32 or ElementType.Int32 or ElementType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The name in a safetensors header.</summary>
    public static string SafetensorsName(this ElementType type) => type switch
    {
        ElementType.Bool => "BOOL",
        ElementType.UInt8 => "U8",
        ElementType.Int8 => "I8",
        ElementType.UInt16 => "U16",
        ElementType.Int16 => "I16",
        ElementType.Float16 => "F16",
        ElementType.BFloat16 => "BF16",
        ElementType.UInt32 => "U32",
        ElementType.Int32 => "I32",
        ElementType.Float32 => "F32",
        ElementType.Float64 => "F64",
        ElementType.UInt64 => "U64",
        _ => "I64",
    };

    /// <summary>The type of a name in a safetensors header, or null.</summary>
    public static ElementType? FromSafetensorsName(string name) => ByName.TryGetValue(name, out var type) ? type : null;
}
