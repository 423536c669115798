using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>factor · (a − y)², derivative 2 · factor · (a − y).</summary>
internal readonly struct SquaredErrorLoss(float factor) : IPointwiseLoss
{
    private readonly float _factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector difference = TSimd.Subtract(prediction, target);
        TVector scaled = TSimd.Multiply(TSimd.Broadcast(_factor), difference);
        loss = TSimd.Multiply(scaled, difference);
        slope = TSimd.Add(scaled, scaled);
    }
}
