using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class VectorMath
{
    /// <summary>eˣ − 1 without losing the digits of a small x, within 2 ulp: −1 far below, +∞ above 88.73.</summary>
    /// <remarks>eˣ − 1 = 2 · ((eʳ − 1) · 2ⁿ⁻¹ + (2ⁿ⁻¹ − ½)); halved, so that 2ⁿ does not overflow before the result does.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expm1<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector limited = TSimd.Min(TSimd.Broadcast(89f), TSimd.Max(TSimd.Broadcast(-105f), x));
        TVector n = TSimd.Round(TSimd.Multiply(limited, TSimd.Broadcast(Log2E)));
        TVector r = TSimd.MultiplySubtractFrom(n, TSimd.Broadcast(Ln2Upper), limited);
        r = TSimd.MultiplySubtractFrom(n, TSimd.Broadcast(Ln2Lower), r);
        TVector half = TSimd.Scale(TSimd.Broadcast(0.5f), n);
        TVector result = TSimd.MultiplyAdd(ExpNearZeroMinusOne<TSimd, TVector>(r), half, TSimd.Subtract(half, TSimd.Broadcast(0.5f)));
        result = TSimd.Add(result, result);

        // The smallest x are their own result, down to the sign of zero.
        return TSimd.Select(TSimd.LessThan(TSimd.Abs(x), TSimd.Broadcast(1e-8f)), x, result);
    }
}
