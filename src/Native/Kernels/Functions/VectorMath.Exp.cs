using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Functions of one vector. Each gives the same bits at 256 and 512 bits, follows IEEE at infinities, and passes NaN on.
/// </summary>
internal static partial class VectorMath
{
    /// <summary>log₂ e.</summary>
    private const float Log2E = 1.44269504f;

    /// <summary>ln 2 in two parts: the upper has so few bits that its product with a whole exponent is exact.</summary>
    private const float Ln2Upper = 0.693359375f;
    private const float Ln2Lower = -2.12194440e-4f;

    /// <summary>eˣ, within 1 ulp: 0 below −103.97, subnormal below −87.34, +∞ above 88.73.</summary>
    /// <remarks>eˣ = 2ⁿ · eʳ with n = round(x / ln 2), |r| ≤ ln 2 / 2, and a polynomial for eʳ.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Beyond these bounds the result is +∞ and 0 anyhow. A NaN is the second operand, which passes.
        x = TSimd.Min(TSimd.Broadcast(89f), TSimd.Max(TSimd.Broadcast(-105f), x));
        TVector n = TSimd.Round(TSimd.Multiply(x, TSimd.Broadcast(Log2E)));
        TVector r = TSimd.MultiplySubtractFrom(n, TSimd.Broadcast(Ln2Upper), x);
        r = TSimd.MultiplySubtractFrom(n, TSimd.Broadcast(Ln2Lower), r);
        return TSimd.Scale(ExpNearZero<TSimd, TVector>(r), n);
    }

    /// <summary>eʳ for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpNearZero<TSimd, TVector>(TVector r)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Add(ExpNearZeroMinusOne<TSimd, TVector>(r), TSimd.Broadcast(1f));

    /// <summary>eʳ − 1 for |r| ≤ ln 2 / 2: r + r² · p(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpNearZeroMinusOne<TSimd, TVector>(TVector r)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector p = TSimd.Broadcast(1.9875691500e-4f);
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(5.0000001201e-1f));
        return TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), r);
    }
}
