using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>max(0, m − y x) or its square, for y = ±1 (a target of 0 counts as −1); derivative −y, or −2 y max(0, m − y x), inside the margin.</summary>
internal readonly struct HingeLoss(float margin, bool squared) : IPointwiseLoss
{
    private readonly float _margin = margin;
    private readonly bool _squared = squared;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector y = TSimd.Select(TSimd.GreaterThan(target, TSimd.Zero), one, TSimd.Broadcast(-1f));
        TVector distance = TSimd.MultiplySubtractFrom(y, prediction, TSimd.Broadcast(_margin));

        // The distance is the second operand, so that a NaN passes.
        TVector violation = TSimd.Max(TSimd.Zero, distance);
        if (_squared)
        {
            loss = TSimd.Multiply(violation, violation);
            slope = TSimd.Multiply(TSimd.Negate(y), TSimd.Add(violation, violation));
        }
        else
        {
            loss = violation;
            slope = TSimd.And(TSimd.GreaterThan(violation, TSimd.Zero), TSimd.Negate(y));
        }
    }
}
