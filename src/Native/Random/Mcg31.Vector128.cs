using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    /// <summary>The 64-bit lanes hold a⁰, a², a⁴, …</summary>
    private static readonly Vector128<ulong> Even128 = Powers128(0);

    /// <summary>The 64-bit lanes hold a¹, a³, a⁵, …</summary>
    private static readonly Vector128<ulong> Odd128 = Powers128(1);

    /// <summary>Every 64-bit lane holds a to the number of elements of a vector.</summary>
    private static readonly Vector128<ulong> HalfStep128 = Vector128.Create((ulong)Power(Vector128<uint>.Count));

    /// <summary>Every 64-bit lane holds a to the number of elements of a step, which are two vectors.</summary>
    private static readonly Vector128<ulong> Step128 = Vector128.Create((ulong)Power(2 * Vector128<uint>.Count));

    private static void Fill128(uint x, Span<float> mask, int bound, float keptValue)
    {
        // The draws of a step are x·aⁿ, n = 0 … 7: two pairs of vectors, the even and the odd n of either half.
        Span<Vector128<float>> vectors = MemoryMarshal.Cast<float, Vector128<float>>(mask);
        Vector128<ulong> even0 = Multiply(Vector128.Create((ulong)x), Even128);
        Vector128<ulong> odd0 = Multiply(Vector128.Create((ulong)x), Odd128);
        Vector128<ulong> even1 = Multiply(even0, HalfStep128);
        Vector128<ulong> odd1 = Multiply(odd0, HalfStep128);
        Vector128<int> bounds = Vector128.Create(bound);
        Vector128<float> kept = Vector128.Create(keptValue);
        int i = 0;
        for (; i < vectors.Length - 1; i += 2)
        {
            vectors[i] = Keep(even0, odd0, bounds, kept);
            vectors[i + 1] = Keep(even1, odd1, bounds, kept);
            even0 = Multiply(even0, Step128);
            odd0 = Multiply(odd0, Step128);
            even1 = Multiply(even1, Step128);
            odd1 = Multiply(odd1, Step128);
        }

        // What is left is shorter than a step.
        Span<float> last = stackalloc float[2 * Vector128<float>.Count];
        Keep(even0, odd0, bounds, kept).CopyTo(last);
        Keep(even1, odd1, bounds, kept).CopyTo(last[Vector128<float>.Count..]);
        Span<float> rest = mask[(i * Vector128<float>.Count)..];
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>Element 2k is kept if lane k of <paramref name="even"/> is below the bound, element 2k + 1 if lane k of <paramref name="odd"/> is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Keep(Vector128<ulong> even, Vector128<ulong> odd, Vector128<int> bound, Vector128<float> kept) =>
        Vector128.LessThan((even | (odd << 32)).AsInt32(), bound).AsSingle() & kept;

    /// <summary><see cref="Multiply(uint, uint)"/> in each 64-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> y)
    {
        Vector128<ulong> product = Sse2.IsSupported ? Sse2.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
        Vector128<uint> sum = ((product & Vector128.Create((ulong)Modulus)) + (product >> 31)).AsUInt32();
        return Vector128.Min(sum, sum - Vector128.Create((ulong)Modulus).AsUInt32()).AsUInt64();
    }

    private static Vector128<ulong> Powers128(int first)
    {
        Vector128<ulong> powers = default;
        for (int lane = 0; lane < Vector128<ulong>.Count; lane++)
        {
            powers = powers.WithElement(lane, Power(first + 2 * lane));
        }

        return powers;
    }
}
