using System.Buffers.Binary;
using System.Numerics;

namespace Interop.Native.Files;

/// <summary>
/// The checksum CRC-32C (Castagnoli): polynomial 1EDC6F41₁₆, reflected, begun with and added to all ones. It finds every damage of up to 32 bits in
/// a row, and all but one in four thousand million of any other. Source: RFC 3720, appendix B.4.
/// </summary>
internal struct Crc32C
{
    private uint _state = uint.MaxValue;

    public Crc32C()
    {
    }

    /// <summary>The checksum of what was appended.</summary>
    public readonly uint Value => ~_state;

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32C();
        crc.Append(bytes);
        return crc.Value;
    }

    /// <summary>Takes in bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        _state = state;
    }
}
