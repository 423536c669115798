using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class VectorMath
{
    private const float SqrtTwo = 1.41421356f;

    /// <summary>ln x, within 1 ulp: −∞ at 0, NaN below, +∞ at +∞.</summary>
    /// <remarks>x = m · 2ᵉ with m around 1, ln x = e · ln 2 + ln m, and a polynomial for ln m.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector exponent = TSimd.Exponent(x);
        TVector mantissa = TSimd.Mantissa(x);

        // From [1, 2) to [√½, √2), where the logarithm is small on both sides of zero.
        TVector large = TSimd.GreaterThan(mantissa, TSimd.Broadcast(SqrtTwo));
        exponent = TSimd.Add(exponent, TSimd.And(large, one));
        mantissa = TSimd.Select(large, TSimd.Multiply(mantissa, TSimd.Broadcast(0.5f)), mantissa);

        TVector f = TSimd.Subtract(mantissa, one);
        TVector result = LogNearOne<TSimd, TVector>(f, TSimd.Zero, exponent);
        return LogAtEdges<TSimd, TVector>(x, result);
    }

    /// <summary>exponent · ln 2 + ln(1 + f) + correction, with ln(1 + f) = f − f²/2 + f³ · p(f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogNearOne<TSimd, TVector>(TVector f, TVector correction, TVector exponent)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector p = TSimd.Broadcast(7.0376836292e-2f);
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(-1.1514610310e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(1.1676998740e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(-1.2420140846e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(1.4249322787e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(-1.6668057665e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(2.0000714765e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(-2.4999993993e-1f));
        p = TSimd.MultiplyAdd(p, f, TSimd.Broadcast(3.3333331174e-1f));

        // Smallest terms first; the upper part of ln 2 times a whole exponent is exact.
        TVector square = TSimd.Multiply(f, f);
        TVector tail = TSimd.MultiplyAdd(TSimd.Multiply(p, f), square, correction);
        tail = TSimd.MultiplyAdd(exponent, TSimd.Broadcast(Ln2Lower), tail);
        tail = TSimd.MultiplySubtractFrom(square, TSimd.Broadcast(0.5f), tail);
        return TSimd.MultiplyAdd(exponent, TSimd.Broadcast(Ln2Upper), TSimd.Add(f, tail));
    }

    /// <summary>The result for positive finite x; −∞ at 0, x itself at +∞ and NaN, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogAtEdges<TSimd, TVector>(TVector x, TVector result)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector finite = TSimd.LessThan(x, TSimd.Broadcast(float.PositiveInfinity));
        result = TSimd.Select(finite, result, x);
        result = TSimd.Select(TSimd.LessThan(x, TSimd.Zero), TSimd.Broadcast(float.NaN), result);
        return TSimd.Select(TSimd.EqualTo(x, TSimd.Zero), TSimd.Broadcast(float.NegativeInfinity), result);
    }
}
