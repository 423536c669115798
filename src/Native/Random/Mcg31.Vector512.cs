using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    /// <summary>The 64-bit lanes hold a⁰, a², a⁴, …</summary>
    private static readonly Vector512<ulong> Even512 = Powers512(0);

    /// <summary>The 64-bit lanes hold a¹, a³, a⁵, …</summary>
    private static readonly Vector512<ulong> Odd512 = Powers512(1);

    /// <summary>Every 64-bit lane holds a to the number of elements of a vector.</summary>
    private static readonly Vector512<ulong> HalfStep512 = Vector512.Create((ulong)Power(Vector512<uint>.Count));

    /// <summary>Every 64-bit lane holds a to the number of elements of a step, which are two vectors.</summary>
    private static readonly Vector512<ulong> Step512 = Vector512.Create((ulong)Power(2 * Vector512<uint>.Count));

    private static void Fill512(uint x, Span<float> mask, int bound, float keptValue)
    {
        // The draws of a step are x·aⁿ, n = 0 … 31: two pairs of vectors, the even and the odd n of either half.
        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(mask);
        Vector512<ulong> even0 = Multiply(Vector512.Create((ulong)x), Even512);
        Vector512<ulong> odd0 = Multiply(Vector512.Create((ulong)x), Odd512);
        Vector512<ulong> even1 = Multiply(even0, HalfStep512);
        Vector512<ulong> odd1 = Multiply(odd0, HalfStep512);
        Vector512<int> bounds = Vector512.Create(bound);
        Vector512<float> kept = Vector512.Create(keptValue);
        int i = 0;
        for (; i < vectors.Length - 1; i += 2)
        {
            vectors[i] = Keep(even0, odd0, bounds, kept);
            vectors[i + 1] = Keep(even1, odd1, bounds, kept);
            even0 = Multiply(even0, Step512);
            odd0 = Multiply(odd0, Step512);
            even1 = Multiply(even1, Step512);
            odd1 = Multiply(odd1, Step512);
        }

        // What is left is shorter than a step.
        Span<float> last = stackalloc float[2 * Vector512<float>.Count];
        Keep(even0, odd0, bounds, kept).CopyTo(last);
        Keep(even1, odd1, bounds, kept).CopyTo(last[Vector512<float>.Count..]);
        Span<float> rest = mask[(i * Vector512<float>.Count)..];
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>Element 2k is kept if lane k of <paramref name="even"/> is below the bound, element 2k + 1 if lane k of <paramref name="odd"/> is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Keep(Vector512<ulong> even, Vector512<ulong> odd, Vector512<int> bound, Vector512<float> kept) =>
        Vector512.LessThan((even | (odd << 32)).AsInt32(), bound).AsSingle() & kept;

    /// <summary><see cref="Multiply(uint, uint)"/> in each 64-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> product = Avx512F.IsSupported ? Avx512F.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
        Vector512<uint> sum = ((product & Vector512.Create((ulong)Modulus)) + (product >> 31)).AsUInt32();
        return Vector512.Min(sum, sum - Vector512.Create((ulong)Modulus).AsUInt32()).AsUInt64();
    }

    private static Vector512<ulong> Powers512(int first)
    {
        Vector512<ulong> powers = default;
        for (int lane = 0; lane < Vector512<ulong>.Count; lane++)
        {
            powers = powers.WithElement(lane, Power(first + 2 * lane));
        }

        return powers;
    }
}
