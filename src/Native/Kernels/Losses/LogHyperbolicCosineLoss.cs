using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>log cosh d = |d| + log(1 + e^(−2|d|)) − log 2 with d = a − y, which cannot overflow; derivative tanh d.</summary>
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
        loss = TSimd.Add(magnitude, near);
        slope = VectorMath.Tanh<TSimd, TVector>(difference);
    }
}
