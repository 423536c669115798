using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>a − y log(a + ε) for a prediction a of a rate; derivative 1 − y / (a + ε).</summary>
internal readonly struct PoissonRateLoss(float epsilon) : IPointwiseLoss
{
    private readonly float _epsilon = epsilon;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector rate = TSimd.Add(prediction, TSimd.Broadcast(_epsilon));
        loss = TSimd.MultiplySubtractFrom(target, VectorMath.Log<TSimd, TVector>(rate), prediction);
        slope = TSimd.Subtract(TSimd.Broadcast(1f), TSimd.Divide(target, rate));
    }
}
