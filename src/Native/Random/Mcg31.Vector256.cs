using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    /// <summary>The 64-bit lanes hold a⁰, a², a⁴, …</summary>
    private static readonly Vector256<ulong> Even256 = Powers256(0);

    /// <summary>The 64-bit lanes hold a¹, a³, a⁵, …</summary>
    private static readonly Vector256<ulong> Odd256 = Powers256(1);

    /// <summary>Every 64-bit lane holds a to the number of elements of a vector.</summary>
    private static readonly Vector256<ulong> HalfStep256 = Vector256.Create((ulong)Power(Vector256<uint>.Count));

    /// <summary>Every 64-bit lane holds a to the number of elements of a step, which are two vectors.</summary>
    private static readonly Vector256<ulong> Step256 = Vector256.Create((ulong)Power(2 * Vector256<uint>.Count));

    private static void Fill256(uint x, Span<float> mask, int bound, float keptValue)
    {
        // The draws of a step are x·aⁿ, n = 0 … 15: two pairs of vectors, the even and the odd n of either half.
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(mask);
        Vector256<ulong> even0 = Multiply(Vector256.Create((ulong)x), Even256);
        Vector256<ulong> odd0 = Multiply(Vector256.Create((ulong)x), Odd256);
        Vector256<ulong> even1 = Multiply(even0, HalfStep256);
        Vector256<ulong> odd1 = Multiply(odd0, HalfStep256);
        Vector256<int> bounds = Vector256.Create(bound);
        Vector256<float> kept = Vector256.Create(keptValue);
        int i = 0;
        for (; i < vectors.Length - 1; i += 2)
        {
            vectors[i] = Keep(even0, odd0, bounds, kept);
            vectors[i + 1] = Keep(even1, odd1, bounds, kept);
            even0 = Multiply(even0, Step256);
            odd0 = Multiply(odd0, Step256);
            even1 = Multiply(even1, Step256);
            odd1 = Multiply(odd1, Step256);
        }

        // What is left is shorter than a step.
        Span<float> last = stackalloc float[2 * Vector256<float>.Count];
        Keep(even0, odd0, bounds, kept).CopyTo(last);
        Keep(even1, odd1, bounds, kept).CopyTo(last[Vector256<float>.Count..]);
        Span<float> rest = mask[(i * Vector256<float>.Count)..];
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>Element 2k is kept if lane k of <paramref name="even"/> is below the bound, element 2k + 1 if lane k of <paramref name="odd"/> is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Keep(Vector256<ulong> even, Vector256<ulong> odd, Vector256<int> bound, Vector256<float> kept) =>
        Vector256.LessThan((even | (odd << 32)).AsInt32(), bound).AsSingle() & kept;

    /// <summary><see cref="Multiply(uint, uint)"/> in each 64-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> product = Avx2.IsSupported ? Avx2.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
        Vector256<uint> sum = ((product & Vector256.Create((ulong)Modulus)) + (product >> 31)).AsUInt32();
        return Vector256.Min(sum, sum - Vector256.Create((ulong)Modulus).AsUInt32()).AsUInt64();
    }

    private static Vector256<ulong> Powers256(int first)
    {
        Vector256<ulong> powers = default;
        for (int lane = 0; lane < Vector256<ulong>.Count; lane++)
        {
            powers = powers.WithElement(lane, Power(first + 2 * lane));
        }

        return powers;
    }
}
