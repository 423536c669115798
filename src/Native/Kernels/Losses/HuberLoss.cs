using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>factor · ½ d² for |d| &lt; δ, else factor · δ (|d| − ½ δ), with d = a − y; derivative factor · d held to ±δ.</summary>
internal readonly struct HuberLoss(float delta, float factor) : IPointwiseLoss
{
    private readonly float _delta = delta;
    private readonly float _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector difference = TSimd.Subtract(prediction, target);
        TVector magnitude = TSimd.Abs(difference);
        TVector delta = TSimd.Broadcast(_delta);
        TVector half = TSimd.Broadcast(0.5f);
        TVector factor = TSimd.Broadcast(_factor);
        TVector inner = TSimd.Multiply(half, TSimd.Multiply(difference, difference));
        TVector outer = TSimd.Multiply(delta, TSimd.MultiplySubtractFrom(half, delta, magnitude));
        loss = TSimd.Multiply(factor, TSimd.Select(TSimd.LessThan(magnitude, delta), inner, outer));

        // The difference is the second operand, so that a NaN passes.
        slope = TSimd.Multiply(factor, TSimd.Min(delta, TSimd.Max(TSimd.Negate(delta), difference)));
    }
}
