using System.Runtime.CompilerServices;

namespace Interop.Native.Kernels;

/// <summary>
/// Working memory of the current thread for one use in the kernels. It grows to the largest request, is kept for the
/// next one, and goes with the thread.
/// </summary>
/// <remarks>A kernel asks for its use once at a time: the next request for the same use hands out the same memory.</remarks>
internal static unsafe class ThreadScratch
{
    /// <summary>Cache lines and the widest vectors are 64 bytes.</summary>
    private const int Alignment = 64;

    /// <summary>What an array holds beside the alignment.</summary>
    private const int MostFloats = 0x7FFFFFC7 - (Alignment / sizeof(float));

    [ThreadStatic]
    private static float[]?[]? _buffers;

    /// <summary>At least <paramref name="length"/> floats at a 64-byte boundary, with any content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or more than one array holds.</exception>
    public static float* Get(ScratchUse use, long length)
    {
        if (length is < 0 or > MostFloats)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, $"Working memory for {use} holds 0 to {MostFloats} floats; run fewer samples at a time.");
        }

        float[]?[] buffers = _buffers ??= new float[]?[Enum.GetValues<ScratchUse>().Length];
        float[]? buffer = buffers[(int)use];
        int needed = (int)length + (Alignment / sizeof(float));
        if (buffer is null || buffer.Length < needed)
        {
            buffer = buffers[(int)use] = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        }

        // The array is pinned for life and referenced by the thread, so the address stays good.
        nuint address = (nuint)Unsafe.AsPointer(ref buffer[0]);
        return (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
