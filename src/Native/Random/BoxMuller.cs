using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

/// <summary>The transforms of Box and Muller from uniform to standard normal numbers, as libtorch's CPU generator makes them.</summary>
internal static class BoxMuller
{
    /// <summary>The elements transformed together by <see cref="Blocks"/>.</summary>
    public const int BlockLength = 16;

    private const float TwoPi = 2f * MathF.PI;

    /// <summary>
    /// <c>r = √(−2·ln(1 − u₂))</c>, <c>θ = 2π·u₁</c>: r·cos θ and r·sin θ in double, by the platform's mathematical
    /// library (two platforms may differ in the last bit, which rounding to float32 nearly always removes).
    /// </summary>
    public static (double Cosine, double Sine) Pair(double u1, double u2)
    {
        double r = Math.Sqrt(-2.0 * Math.Log(1.0 - u2));
        double theta = 2.0 * Math.PI * u1;
        return (r * Math.Cos(theta), r * Math.Sin(theta));
    }

    /// <summary>
    /// Transforms uniform numbers in place, sixteen by sixteen; a rest of fewer stays as it is. In each block, for
    /// j = 0 … 7: <c>u₁ = 1 − d[j]</c>, <c>u₂ = d[j+8]</c>, <c>r = √(−2·ln u₁)</c>, <c>θ = 2π·u₂</c>,
    /// <c>d[j] = FMA(r·cos θ, std, mean)</c>, <c>d[j+8] = FMA(r·sin θ, std, mean)</c>.
    /// </summary>
    /// <remarks>All in float32, the logarithm, sine and cosine by the polynomials of <see cref="CephesSingle"/>.</remarks>
    public static void Blocks(Span<float> values, float mean, float std)
    {
        // Two vectors make a block: the lanes of the first hold j = 0 … 7, those of the second j + 8.
        Span<Vector256<float>> halves = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Vector256<float> means = Vector256.Create(mean);
        Vector256<float> stds = Vector256.Create(std);
        for (int i = 0; i + 1 < halves.Length; i += 2)
        {
            Vector256<float> u1 = Vector256<float>.One - halves[i];
            Vector256<float> r = Vector256.Sqrt(Vector256.Create(-2f) * CephesSingle.Log(u1));
            (Vector256<float> sine, Vector256<float> cosine) = CephesSingle.SinCos(Vector256.Create(TwoPi) * halves[i + 1]);
            halves[i] = Vector256.FusedMultiplyAdd(r * cosine, stds, means);
            halves[i + 1] = Vector256.FusedMultiplyAdd(r * sine, stds, means);
        }
    }
}
