using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Interop.Native.Random;

public sealed partial class TorchGenerator
{
    // The saved state, little-endian:
    //    0  "TorchGen"                  8 bytes
    //    8  version, 1                  uint32
    //   12  kind of Bernoulli stream    uint32
    //   16  seed                        uint64
    //   24  words left in the block     uint32
    //   28  is a normal number kept?    uint32, 0 or 1
    //   32  the kept normal number      float64, 0 if there is none
    //   40  the engine's words          624 × uint32
    // 2536  SHA-256 of all before it    32 bytes
    private const uint StateVersion = 1;
    private const int WordsOffset = 40;
    private const int HashOffset = WordsOffset + Mt19937.BlockLength * sizeof(uint);
    private const int StateLength = HashOffset + SHA256.HashSizeInBytes;

    /// <summary>
    /// No normal number is larger: r = √(−2·ln(1 − u₂)) with 1 − u₂ ≥ 2⁻⁵³ is at most √(106·ln 2) &lt; 8.6.
    /// </summary>
    private const double LargestNormal = 8.6;

    private static ReadOnlySpan<byte> StateName => "TorchGen"u8;

    /// <inheritdoc/>
    public override GeneratorState Save()
    {
        Span<byte> bytes = stackalloc byte[StateLength];
        StateName.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], StateVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], (uint)Bernoulli);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], _seed);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], (uint)_engine.Left);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], _cachedNormal.HasValue ? 1u : 0u);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[32..], _cachedNormal.GetValueOrDefault());
        for (int i = 0; i < Mt19937.BlockLength; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(WordsOffset + i * sizeof(uint))..], _engine.State[i]);
        }

        SHA256.HashData(bytes[..HashOffset], bytes[HashOffset..]);
        return new GeneratorState(bytes);
    }

    /// <inheritdoc/>
    public override void Restore(GeneratorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ReadOnlySpan<byte> bytes = state.Bytes;
        Require(bytes.Length == StateLength, $"it has {bytes.Length} bytes instead of {StateLength}");
        Require(bytes.StartsWith(StateName), "it was saved by another kind of generator");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        Require(version == StateVersion, $"its version is {version}, and only {StateVersion} is known");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..HashOffset], hash);
        Require(bytes[HashOffset..].SequenceEqual(hash), "its checksum does not match");

        uint bernoulli = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        Require(bernoulli <= (uint)BernoulliStream.Mt19937, $"it names an unknown Bernoulli stream, {bernoulli}");
        ulong seed = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        uint left = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        Require(left <= Mt19937.BlockLength, $"it claims {left} words left of a block of {Mt19937.BlockLength}");
        uint isKept = BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]);
        double kept = BinaryPrimitives.ReadDoubleLittleEndian(bytes[32..]);
        Require(isKept == 1 ? Math.Abs(kept) <= LargestNormal : isKept == 0 && kept == 0, "its kept normal number is not one");
        Span<uint> words = stackalloc uint[Mt19937.BlockLength];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(WordsOffset + i * sizeof(uint))..]);
        }

        Require(Mt19937.IsAlive(words), "its engine would give nothing but zeros");

        Bernoulli = (BernoulliStream)bernoulli;
        _seed = seed;
        _cachedNormal = isKept == 1 ? kept : null;
        _engine.Continue(words, (int)left);
    }

    /// <inheritdoc/>
    public override Generator Clone()
    {
        TorchGenerator clone = new(_seed, Bernoulli) { _cachedNormal = _cachedNormal };
        clone._engine.Continue(_engine.State, _engine.Left);
        return clone;
    }

    private static void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw new InvalidDataException($"The state cannot be restored into a TorchGenerator: {reason}.");
        }
    }
}
