using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class VectorMath
{
    /// <summary>erf x = 2/√π · ∫₀ˣ e^(−t²) dt, within 2 ulp; ±1 far out.</summary>
    /// <remarks>erf |x| = 1 − e^(q(|x|)) away from zero, and x + x · p(x²) near it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector magnitude = TSimd.Abs(x);
        TVector sign = TSimd.Xor(x, magnitude);
        TVector square = TSimd.Multiply(x, x);

        // Beyond 4 the result is 1; the bound keeps the polynomial from turning back. A NaN, second, passes.
        TVector t = TSimd.Min(TSimd.Broadcast(4f), magnitude);
        TVector q = TSimd.MultiplyAdd(TSimd.Broadcast(-1.72853470e-5f), t, TSimd.Broadcast(3.83197126e-4f));
        TVector upper = TSimd.MultiplyAdd(TSimd.Broadcast(-3.88396438e-3f), t, TSimd.Broadcast(2.42546219e-2f));
        q = TSimd.MultiplyAdd(q, TSimd.Multiply(t, t), upper);
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(-1.06777877e-1f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(-6.34846687e-1f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Broadcast(-1.28717512e-1f));
        q = TSimd.MultiplyAdd(q, t, TSimd.Negate(t));
        TVector outer = TSimd.Subtract(TSimd.Broadcast(1f), Exp<TSimd, TVector>(q));

        TVector p = TSimd.Broadcast(-5.96761703e-4f);
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(4.99119423e-3f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(-2.67681349e-2f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(1.12819925e-1f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(-3.76125336e-1f));
        p = TSimd.MultiplyAdd(p, square, TSimd.Broadcast(1.28379166e-1f));
        TVector inner = TSimd.MultiplyAdd(p, magnitude, magnitude);

        return TSimd.Or(sign, TSimd.Select(TSimd.LessThan(magnitude, TSimd.Broadcast(0.927734375f)), inner, outer));
    }
}
