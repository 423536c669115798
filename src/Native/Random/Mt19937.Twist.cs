using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

internal sealed partial class Mt19937
{
    private const int MiddleWord = 397;
    private const uint UpperBit = 0x80000000u;
    private const uint LowerBits = 0x7fffffffu;
    private const uint MatrixA = 0x9908b0dfu;

    /// <summary>
    /// Renews the state in place: for k = 0 … 623, indices modulo 624,
    /// <c>y = upper bit of s[k] | lower 31 bits of s[k+1]</c>, <c>s[k] = s[k+397] ⊕ (y ≫ 1) ⊕ (y odd ? a : 0)</c>.
    /// </summary>
    private static void Twist(Span<uint> state)
    {
        const int wrap = BlockLength - MiddleWord;
        Twist(state, 0, wrap, MiddleWord);
        Twist(state, wrap, BlockLength - 1, -wrap);
        state[^1] = Twist(state[^1], state[0], state[MiddleWord - 1]);
    }

    /// <summary>
    /// Renews the words <paramref name="k"/> … <paramref name="end"/> − 1, each from its own successor and the word
    /// <paramref name="middle"/> places on. A step may take many words at once: it reads the successors before it
    /// writes, and words behind (middle = −227) lie further back than the widest step.
    /// </summary>
    private static void Twist(Span<uint> state, int k, int end, int middle)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (; k <= end - Vector512<uint>.Count; k += Vector512<uint>.Count)
            {
                Twist(Vector512.Create(state[k..]), Vector512.Create(state[(k + 1)..]), Vector512.Create(state[(k + middle)..])).CopyTo(state[k..]);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; k <= end - Vector256<uint>.Count; k += Vector256<uint>.Count)
            {
                Twist(Vector256.Create(state[k..]), Vector256.Create(state[(k + 1)..]), Vector256.Create(state[(k + middle)..])).CopyTo(state[k..]);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; k <= end - Vector128<uint>.Count; k += Vector128<uint>.Count)
            {
                Twist(Vector128.Create(state[k..]), Vector128.Create(state[(k + 1)..]), Vector128.Create(state[(k + middle)..])).CopyTo(state[k..]);
            }
        }

        for (; k < end; k++)
        {
            state[k] = Twist(state[k], state[k + 1], state[k + middle]);
        }
    }

    private static uint Twist(uint word, uint successor, uint middle)
    {
        uint y = (word & UpperBit) | (successor & LowerBits);
        return middle ^ (y >> 1) ^ ((0u - (y & 1)) & MatrixA);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Twist(Vector128<uint> word, Vector128<uint> successor, Vector128<uint> middle)
    {
        Vector128<uint> y = (word & Vector128.Create(UpperBit)) | (successor & Vector128.Create(LowerBits));
        return middle ^ (y >> 1) ^ (-(y & Vector128<uint>.One) & Vector128.Create(MatrixA));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Twist(Vector256<uint> word, Vector256<uint> successor, Vector256<uint> middle)
    {
        Vector256<uint> y = (word & Vector256.Create(UpperBit)) | (successor & Vector256.Create(LowerBits));
        return middle ^ (y >> 1) ^ (-(y & Vector256<uint>.One) & Vector256.Create(MatrixA));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Twist(Vector512<uint> word, Vector512<uint> successor, Vector512<uint> middle)
    {
        Vector512<uint> y = (word & Vector512.Create(UpperBit)) | (successor & Vector512.Create(LowerBits));
        return middle ^ (y >> 1) ^ (-(y & Vector512<uint>.One) & Vector512.Create(MatrixA));
    }
}
