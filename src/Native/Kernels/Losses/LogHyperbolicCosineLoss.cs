using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// log cosh d with d = a − y; derivative tanh d. Far from 0 it is |d| + log(1 + e^(−2|d|)) − log 2, which cannot overflow; for |d| &lt; 1, where that
/// would cancel down to the rounding of log 2, −½ log(1 − tanh² d), from cosh² d = 1/(1 − tanh² d), which keeps its relative precision.
/// </summary>
internal readonly struct LogHyperbolicCosineLoss : IPointwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector difference = TSimd.Subtract(prediction, target);
        TVector magnitude = TSimd.Abs(difference);
        TVector decay = VectorMath.Exp<TSimd, TVector>(TSimd.Multiply(TSimd.Broadcast(-2f), magnitude));
        TVector near = TSimd.Subtract(VectorMath.Log1p<TSimd, TVector>(decay), TSimd.Broadcast(0.69314718f));
        slope = VectorMath.Tanh<TSimd, TVector>(difference);
        TVector small = TSimd.Multiply(
            TSimd.Broadcast(-0.5f), VectorMath.Log1p<TSimd, TVector>(TSimd.Negate(TSimd.Multiply(slope, slope))));
        loss = TSimd.Select(TSimd.LessThan(magnitude, TSimd.Broadcast(1f)), small, TSimd.Add(magnitude, near));
    }
}
