namespace Interop.Native.Random;

/// <summary>
/// The state of a <see cref="Generator"/> as bytes, to be stored in a checkpoint. Only the kind of generator that
/// saved it understands the bytes, and it checks every one of them when it restores.
/// </summary>
public sealed class GeneratorState
{
    /// <summary>The longest state that is accepted, in bytes; a libtorch generator needs about 2,600.</summary>
    public const int MaxLength = 1 << 16;

    private readonly byte[] _bytes;

    /// <summary>Takes a copy of <paramref name="bytes"/>; what they mean is checked by <see cref="Generator.Restore"/>.</summary>
    /// <exception cref="InvalidDataException">There are more than <see cref="MaxLength"/> bytes.</exception>
    public GeneratorState(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxLength)
        {
            throw new InvalidDataException($"A generator state has at most {MaxLength} bytes, got {bytes.Length}.");
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>The stored bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}
