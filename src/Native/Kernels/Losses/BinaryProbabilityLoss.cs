using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// Binary cross-entropy of a probability q: −unit · (p y log q + (1 − y) log(1 − q)) with a weight p of positives, the parameter, and
/// y = target · (1 − s) + ½ s. q is held to [clip, 1 − clip], where the derivative is 0 outside and NaN for NaN, and logarithms to −100 or more.
/// </summary>
internal readonly struct BinaryProbabilityLoss(float unit, float smoothing, float clip) : IPointwiseLoss
{
    private const float SmallestLogarithm = -100f;
    private const float SmallestVariance = 1e-12f;
    private readonly float _unit = unit;
    private readonly float _smoothing = smoothing;
    private readonly float _low = clip;
    private readonly float _high = 1f - clip;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        TVector low = TSimd.Broadcast(_low);
        TVector high = TSimd.Broadcast(_high);
        TVector smallest = TSimd.Broadcast(SmallestLogarithm);
        TVector y = TSimd.MultiplyAdd(target, TSimd.Broadcast(1f - _smoothing), TSimd.Broadcast(0.5f * _smoothing));
        TVector negative = TSimd.Subtract(one, y);
        TVector positive = TSimd.Multiply(parameter, y);
        TVector q = TSimd.Min(high, TSimd.Max(low, prediction));
        TVector log = TSimd.Max(smallest, VectorMath.Log<TSimd, TVector>(q));
        TVector logOfRest = TSimd.Max(smallest, VectorMath.Log1p<TSimd, TVector>(TSimd.Negate(q)));
        TVector unit = TSimd.Broadcast(_unit);
        loss = TSimd.Negate(TSimd.Multiply(unit, TSimd.MultiplyAdd(positive, log, TSimd.Multiply(negative, logOfRest))));

        TVector variance = TSimd.Max(TSimd.Broadcast(SmallestVariance), TSimd.Multiply(TSimd.Subtract(one, q), q));
        TVector numerator = TSimd.Subtract(TSimd.Multiply(TSimd.Add(negative, positive), q), positive);
        TVector outside = TSimd.Or(TSimd.LessThan(prediction, low), TSimd.GreaterThan(prediction, high));
        slope = TSimd.Select(outside, TSimd.Zero, TSimd.Multiply(unit, TSimd.Divide(numerator, variance)));
    }
}
