using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// Binary cross-entropy of a logit x: unit · ((1 − y) x + w (log(1 + e^−|x|) + max(−x, 0))) with w = 1 − y + p y for a weight p of
/// positives, the parameter, and y = target · (1 − s) + ½ s; derivative unit · (w σ(x) − p y).
/// </summary>
internal readonly struct BinaryLogitLoss(float unit, float smoothing) : IPointwiseLoss
{
    private readonly float _unit = unit;
    private readonly float _smoothing = smoothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector y = TSimd.MultiplyAdd(target, TSimd.Broadcast(1f - _smoothing), TSimd.Broadcast(0.5f * _smoothing));
        TVector negative = TSimd.Subtract(one, y);
        TVector positive = TSimd.Multiply(parameter, y);
        TVector weight = TSimd.Add(negative, positive);

        // The exponent is never positive, so nothing overflows: log(1 + e^−x) = log(1 + e^−|x|) + max(−x, 0).
        TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Negate(TSimd.Abs(prediction)));
        TVector softplus = TSimd.Add(VectorMath.Log1p<TSimd, TVector>(exponential), TSimd.Max(TSimd.Zero, TSimd.Negate(prediction)));
        TVector unit = TSimd.Broadcast(_unit);
        loss = TSimd.Multiply(unit, TSimd.MultiplyAdd(weight, softplus, TSimd.Multiply(negative, prediction)));

        // σ(x) is 1 / (1 + e^−|x|) above 0 and e^−|x| / (1 + e^−|x|) below.
        TVector above = TSimd.GreaterThanOrEqual(prediction, TSimd.Zero);
        TVector sigmoid = TSimd.Divide(TSimd.Select(above, one, exponential), TSimd.Add(one, exponential));
        slope = TSimd.Multiply(unit, TSimd.Subtract(TSimd.Multiply(weight, sigmoid), positive));
    }
}
