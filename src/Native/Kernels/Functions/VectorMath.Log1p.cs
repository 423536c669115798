using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class VectorMath
{
    /// <summary>ln(1 + x) without losing the digits of a small x: −∞ at −1, NaN below.</summary>
    /// <remarks>
    /// u = 1 + x is rounded; what the rounding lost comes back as (x − (u − 1)) / u, the first term of
    /// ln(1 + x) − ln u.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log1p<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector u = TSimd.Add(one, x);

        // u = 1 + x − lost: for |x| ≥ 1 the digits come off the 1, else off x.
        TVector lostOfX = TSimd.Subtract(x, TSimd.Subtract(u, one));
        TVector lostOfOne = TSimd.Subtract(one, TSimd.Subtract(u, x));
        TVector lost = TSimd.Select(TSimd.LessThan(TSimd.Abs(x), one), lostOfX, lostOfOne);

        TVector exponent = TSimd.Exponent(u);
        TVector mantissa = TSimd.Mantissa(u);
        TVector large = TSimd.GreaterThan(mantissa, TSimd.Broadcast(SqrtTwo));
        exponent = TSimd.Add(exponent, TSimd.And(large, one));
        mantissa = TSimd.Select(large, TSimd.Multiply(mantissa, TSimd.Broadcast(0.5f)), mantissa);

        TVector f = TSimd.Subtract(mantissa, one);
        TVector result = LogNearOne<TSimd, TVector>(f, TSimd.Divide(lost, u), exponent);
        result = LogAtEdges<TSimd, TVector>(u, result);

        // The smallest x are their own logarithm, down to the sign of zero.
        TVector tiny = TSimd.LessThan(TSimd.Abs(x), TSimd.Broadcast(1e-8f));
        return TSimd.Select(tiny, x, result);
    }
}
