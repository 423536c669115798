using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// y (log y − log q), 0 where y is 0; derivative −y with respect to log q, −y/q with respect to q. Probabilities are held to clip or more.
/// </summary>
internal readonly struct KullbackLeiblerLoss(bool fromProbabilities, bool logTarget, float clip) : IPointwiseLoss
{
    private readonly bool _fromProbabilities = fromProbabilities;
    private readonly bool _logTarget = logTarget;
    private readonly float _clip = clip;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector clip = TSimd.Broadcast(_clip);
        TVector y = _logTarget ? VectorMath.Exp<TSimd, TVector>(target) : _fromProbabilities ? TSimd.Max(clip, target) : target;
        TVector logOfTarget = _logTarget ? target : VectorMath.Log<TSimd, TVector>(y);
        TVector logOfPrediction = prediction;
        slope = TSimd.Negate(y);
        if (_fromProbabilities)
        {
            TVector q = TSimd.Max(clip, prediction);
            logOfPrediction = VectorMath.Log<TSimd, TVector>(q);
            slope = TSimd.And(TSimd.GreaterThanOrEqual(prediction, clip), TSimd.Divide(slope, q));
        }

        // 0 · log 0 is 0, whatever is predicted.
        TVector possible = TSimd.GreaterThan(y, TSimd.Zero);
        loss = TSimd.And(possible, TSimd.Multiply(y, TSimd.Subtract(logOfTarget, logOfPrediction)));
        slope = TSimd.And(possible, slope);
    }
}
