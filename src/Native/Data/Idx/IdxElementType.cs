namespace Interop.Native.Data;

/// <summary>What the numbers of an IDX file are: the third byte of the file.</summary>
public enum IdxElementType : byte
{
    /// <summary>One byte, 0 to 255.</summary>
    UInt8 = 0x08,

    /// <summary>One byte, −128 to 127.</summary>
    Int8 = 0x09,

    /// <summary>Two bytes, big-endian.</summary>
    Int16 = 0x0B,

    /// <summary>Four bytes, big-endian.</summary>
    Int32 = 0x0C,

    /// <summary>Four bytes, big-endian.</summary>
    Float32 = 0x0D,

    /// <summary>Eight bytes, big-endian.</summary>
    Float64 = 0x0E,
}
