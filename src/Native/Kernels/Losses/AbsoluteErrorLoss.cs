using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>|a − y|, derivative the sign of a − y, 0 at 0.</summary>
internal readonly struct AbsoluteErrorLoss : IPointwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector difference = TSimd.Subtract(prediction, target);
        loss = TSimd.Abs(difference);
        TVector one = TSimd.Broadcast(1f);
        TVector above = TSimd.And(TSimd.GreaterThan(difference, TSimd.Zero), one);
        TVector below = TSimd.And(TSimd.LessThan(difference, TSimd.Zero), one);

        // A NaN passes on.
        slope = TSimd.Select(TSimd.IsNaN(difference), difference, TSimd.Subtract(above, below));
    }
}
