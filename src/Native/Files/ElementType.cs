using System.Diagnostics.CodeAnalysis;

namespace Interop.Native.Files;

/// <summary>The type of a stored tensor's elements, by the names that safetensors gives them.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "They are names of types.")]
public enum ElementType
{
    /// <summary>One byte, 0 or 1: <c>BOOL</c>.</summary>
    Bool,

    /// <summary>Unsigned 8-bit integer: <c>U8</c>.</summary>
    UInt8,

    /// <summary>Signed 8-bit integer: <c>I8</c>.</summary>
    Int8,

    /// <summary>Unsigned 16-bit integer: <c>U16</c>.</summary>
    UInt16,

    /// <summary>Signed 16-bit integer: <c>I16</c>.</summary>
    Int16,

    /// <summary>16-bit float of IEEE 754: <c>F16</c>.</summary>
    Float16,

    /// <summary>The upper half of a 32-bit float: <c>BF16</c>.</summary>
    BFloat16,

    /// <summary>Unsigned 32-bit integer: <c>U32</c>.</summary>
    UInt32,

    /// <summary>Signed 32-bit integer: <c>I32</c>.</summary>
    Int32,

    /// <summary>32-bit float: <c>F32</c>.</summary>
    Float32,

    /// <summary>64-bit float: <c>F64</c>.</summary>
    Float64,

    /// <summary>Unsigned 64-bit integer: <c>U64</c>.</summary>
    UInt64,

    /// <summary>Signed 64-bit integer: <c>I64</c>.</summary>
    Int64,
}
