using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

/// <summary>
/// The multiplicative congruential generator MCG31m1 of MKL, from which builds of libtorch with MKL draw Bernoulli
/// masks: <c>x₀ = seed mod (2³¹ − 1)</c> (1 if that is 0), <c>xₙ₊₁ = a·xₙ mod (2³¹ − 1)</c>, a = 1132489760, and
/// draw n is <c>uₙ = xₙ / (2³¹ − 1)</c> in double. Source: by published masks.
/// </summary>
/// <remarks>
/// It skips ahead at the cost of a few multiplications, so a mask may be filled piece by piece, in any order or in
/// parallel: <c>stream.Skip(offset).FillBernoulli(mask.Slice(offset, length), …)</c>. A value is a place in the
/// stream and never changes.
/// </remarks>
public readonly partial struct Mcg31
{
    internal const uint Modulus = int.MaxValue;
    private const uint Multiplier = 1132489760;

    private readonly uint _state;

    /// <summary>The start of the stream of this seed.</summary>
    public Mcg31(uint seed) => _state = seed % Modulus;

    /// <summary>xₙ at this place, in 1 … 2³¹ − 2; a state of 0, which would never leave 0, means 1.</summary>
    internal uint Current => _state == 0 ? 1 : _state;

    /// <summary>The place <paramref name="count"/> draws further on: <c>x·aᶜᵒᵘⁿᵗ mod (2³¹ − 1)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Mcg31 Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        uint state = Current;
        for (uint power = Multiplier; count != 0; count >>= 1)
        {
            if ((count & 1) != 0)
            {
                state = Multiply(state, power);
            }

            power = Multiply(power, power);
        }

        return new Mcg31(state);
    }

    /// <summary>
    /// Writes <paramref name="keptValue"/> where <c>u &lt; keepProbability</c> and 0 elsewhere, one draw per element.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keepProbability"/> is not within [0, 1].</exception>
    public void FillBernoulli(Span<float> mask, double keepProbability, float keptValue)
    {
        DistributionArguments.CheckProbability(keepProbability);
        int bound = BernoulliThreshold.ForMcg31(keepProbability);
        if (Vector512.IsHardwareAccelerated)
        {
            Fill<Lanes512, Vector512<ulong>, Vector512<float>>(Current, mask, bound, keptValue);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Fill<Lanes256, Vector256<ulong>, Vector256<float>>(Current, mask, bound, keptValue);
        }
        else
        {
            Fill<Lanes128, Vector128<ulong>, Vector128<float>>(Current, mask, bound, keptValue);
        }
    }

    /// <summary>
    /// x·y mod 2³¹ − 1 for factors below the modulus. As 2³¹ ≡ 1, the high and low 31 bits of the product may be
    /// added; the sum is at most twice the modulus, and of it and itself less the modulus, modulo 2³², the smaller
    /// is the remainder.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Multiply(uint x, uint y)
    {
        ulong product = (ulong)x * y;
        uint sum = (uint)(product & Modulus) + (uint)(product >> 31);
        return Math.Min(sum, sum - Modulus);
    }

    /// <summary>aⁿ mod (2³¹ − 1).</summary>
    private static uint Power(int n) => new Mcg31(1).Skip(n).Current;
}
