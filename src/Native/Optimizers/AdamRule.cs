using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>One step of <see cref="Adam"/> and <see cref="AdamW"/>, which differ in where the weight decay acts.</summary>
internal readonly struct AdamRule : IUpdateRule
{
    private readonly float _shrink;
    private readonly float _weightDecay;
    private readonly float _keepMean;
    private readonly float _takeMean;
    private readonly float _keepSquare;
    private readonly float _takeSquare;
    private readonly float _stepSize;
    private readonly float _squareFactor;
    private readonly float _epsilon;
    private readonly float _floor;
    private readonly bool _isInsideRoot;
    private readonly bool _amsgrad;

    /// <summary>Prepares the constants of a step in double precision.</summary>
    public AdamRule(in ParameterUpdate update, double beta1, double beta2, double epsilon, bool amsgrad, bool decoupled, EpsilonPlacement placement, BiasCorrection correction)
    {
        var power = correction == BiasCorrection.PerStep ? update.Step : 1;
        var meanCorrection = 1 - Math.Pow(beta1, power);
        var squareCorrection = 1 - Math.Pow(beta2, power);
        _shrink = decoupled ? update.LearningRate * update.WeightDecay : 0f;
        _weightDecay = decoupled ? 0f : update.WeightDecay;
        _keepMean = (float)beta1;
        _takeMean = (float)(1 - beta1);
        _keepSquare = (float)beta2;
        _takeSquare = (float)(1 - beta2);
        _isInsideRoot = placement == EpsilonPlacement.InsideRoot;
        var isBefore = placement == EpsilonPlacement.BeforeBiasCorrection;
        _stepSize = (float)(update.LearningRate * (isBefore ? Math.Sqrt(squareCorrection) : 1) / meanCorrection);
        _squareFactor = isBefore ? 1f : (float)(1 / (_isInsideRoot ? squareCorrection : Math.Sqrt(squareCorrection)));
        _epsilon = (float)epsilon;
        _floor = Subnormals.Floor(epsilon, placement);
        _amsgrad = amsgrad;
    }

    /// <inheritdoc/>
    public void Start<TSimd, TVector, TWalk>(in TWalk walk)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWalk : struct, IUpdateWalk
        => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(this));

    private readonly struct Lanes<TSimd, TVector>(in AdamRule rule) : IVectorRule<TVector>
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private readonly TVector _shrink = TSimd.Broadcast(rule._shrink);
        private readonly TVector _weightDecay = TSimd.Broadcast(rule._weightDecay);
        private readonly TVector _keepMean = TSimd.Broadcast(rule._keepMean);
        private readonly TVector _takeMean = TSimd.Broadcast(rule._takeMean);
        private readonly TVector _keepSquare = TSimd.Broadcast(rule._keepSquare);
        private readonly TVector _takeSquare = TSimd.Broadcast(rule._takeSquare);
        private readonly TVector _stepSize = TSimd.Broadcast(rule._stepSize);
        private readonly TVector _squareFactor = TSimd.Broadcast(rule._squareFactor);
        private readonly TVector _epsilon = TSimd.Broadcast(rule._epsilon);
        private readonly TVector _floor = TSimd.Broadcast(rule._floor);
        private readonly bool _isInsideRoot = rule._isInsideRoot;
        private readonly bool _amsgrad = rule._amsgrad;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(TVector gradient, ref TVector value, ref TVector mean, ref TVector square, ref TVector largest)
        {
            // w − (η λ) w rather than (1 − η λ) w, whose factor float32 would round near 1, with the same error at every step.
            value = TSimd.MultiplySubtractFrom(_shrink, value, value);
            gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
            mean = TSimd.MultiplyAdd(_keepMean, mean, TSimd.Multiply(_takeMean, gradient));
            mean = Subnormals.Drop<TSimd, TVector>(mean, _floor);
            var taken = TSimd.Multiply(TSimd.Multiply(_takeSquare, gradient), gradient);
            square = TSimd.MultiplyAdd(_keepSquare, square, taken);
            square = Subnormals.Drop<TSimd, TVector>(square, _floor);
            var used = square;
            if (_amsgrad)
            {
                largest = TSimd.Max(largest, square);
                used = largest;
            }

            // √ŝ + ε, or √(ŝ + ε) with ε inside; the factor is 1/√(1 − β₂ᵗ) or its square; 1 where the step has it.
            var denominator = _isInsideRoot
                ? TSimd.Sqrt(TSimd.MultiplyAdd(_squareFactor, used, _epsilon))
                : TSimd.MultiplyAdd(_squareFactor, TSimd.Sqrt(used), _epsilon);
            value = TSimd.MultiplySubtractFrom(_stepSize, TSimd.Divide(mean, denominator), value);
        }
    }
}
