using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

internal sealed partial class Mt19937
{
    private const uint MaskB = 0x9d2c5680u;
    private const uint MaskC = 0xefc60000u;

    /// <summary>
    /// The output of each word of state: <c>y ⊕= y ≫ 11; y ⊕= (y ≪ 7) &amp; b; y ⊕= (y ≪ 15) &amp; c; y ⊕= y ≫ 18</c>.
    /// A block of 624 words divides into vectors of every width without rest.
    /// </summary>
    private static void Temper(ReadOnlySpan<uint> state, Span<uint> output)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector512<uint>> from = MemoryMarshal.Cast<uint, Vector512<uint>>(state);
            Span<Vector512<uint>> to = MemoryMarshal.Cast<uint, Vector512<uint>>(output)[..from.Length];
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = Temper(from[i]);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector256<uint>> from = MemoryMarshal.Cast<uint, Vector256<uint>>(state);
            Span<Vector256<uint>> to = MemoryMarshal.Cast<uint, Vector256<uint>>(output)[..from.Length];
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = Temper(from[i]);
            }
        }
        else
        {
            ReadOnlySpan<Vector128<uint>> from = MemoryMarshal.Cast<uint, Vector128<uint>>(state);
            Span<Vector128<uint>> to = MemoryMarshal.Cast<uint, Vector128<uint>>(output)[..from.Length];
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = Temper(from[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Temper(Vector128<uint> y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & Vector128.Create(MaskB);
        y ^= (y << 15) & Vector128.Create(MaskC);
        return y ^ (y >> 18);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Temper(Vector256<uint> y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & Vector256.Create(MaskB);
        y ^= (y << 15) & Vector256.Create(MaskC);
        return y ^ (y >> 18);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Temper(Vector512<uint> y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & Vector512.Create(MaskB);
        y ^= (y << 15) & Vector512.Create(MaskC);
        return y ^ (y >> 18);
    }
}
