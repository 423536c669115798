using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class VectorMath
{
    /// <summary>tanh x, within 2 ulp; ±1 far out.</summary>
    /// <remarks>
    /// tanh |x| = 1 − 2 / (e^(2|x|) + 1), which loses digits near zero; there x + x³ · p(x²) serves.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector magnitude = TSimd.Abs(x);
        TVector sign = TSimd.Xor(x, magnitude);

        TVector exp = Exp<TSimd, TVector>(TSimd.Add(magnitude, magnitude));
        TVector outer = TSimd.Subtract(one, TSimd.Divide(TSimd.Broadcast(2f), TSimd.Add(exp, one)));

        TVector square = TSimd.Multiply(x, x);
        TVector p = TSimd.Broadcast(-5.70498872745e-3f);
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(2.06390887954e-2f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(-5.37397155531e-2f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(1.33314422036e-1f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(-3.33332819422e-1f));
        TVector inner = TSimd.MultiplyAdd(TSimd.Multiply(p, square), magnitude, magnitude);

        return TSimd.Or(sign, TSimd.Select(TSimd.LessThan(magnitude, TSimd.Broadcast(0.625f)), inner, outer));
    }
}
