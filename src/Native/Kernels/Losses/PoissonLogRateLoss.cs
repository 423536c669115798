using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>e^x − y x for a prediction x of the logarithm of a rate; derivative e^x − y.</summary>
internal readonly struct PoissonLogRateLoss : IPointwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector rate = VectorMath.Exp<TSimd, TVector>(prediction);
        loss = TSimd.MultiplySubtractFrom(target, prediction, rate);
        slope = TSimd.Subtract(rate, target);
    }
}
