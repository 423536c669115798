using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adadelta. <c>g += λ w</c>, <c>s = ρ s + (1 − ρ) g²</c>, <c>δ = g √(u + ε) / √(s + ε)</c>, <c>u = ρ u + (1 − ρ) δ²</c>, <c>w −= η δ</c>.
/// Source: Zeiler 2012; PyTorch's Adadelta.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private double? _smoothing;
    private double? _epsilon;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η; the paper's and PyTorch's is 1, Keras' 0.001.</param>
    /// <param name="smoothing">ρ; PyTorch's is 0.9, Keras' 0.95.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-6, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adadelta(float? learningRate = null, double? smoothing = null, double? epsilon = null, float weightDecay = 0f)
        : base(learningRate, 1f, weightDecay)
    {
        _smoothing = OptimizerOptions.Share(smoothing);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
    }

    /// <summary>ρ, the share of the running squares that is kept; null until a network's conventions settle it.</summary>
    public double? Smoothing => _smoothing;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["square_avg", "acc_delta"];

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        if (conventions == Conventions.Keras)
        {
            SettleLearningRate(0.001f);
        }

        _smoothing ??= conventions == Conventions.Keras ? 0.95 : 0.9;
        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-6;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        var (smoothing, epsilon) = (_smoothing!.Value, _epsilon!.Value);
        var floor = Subnormals.Floor(epsilon, EpsilonPlacement.InsideRoot);
        var rule = new Rule(update.LearningRate, update.WeightDecay, (float)smoothing, (float)(1 - smoothing), (float)epsilon, floor);
        UpdateKernel.Run(update, 2, rule);
    }

    private readonly struct Rule(float rate, float weightDecay, float keep, float take, float epsilon, float floor) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(rate, weightDecay, keep, take, epsilon, floor));

        private readonly struct Lanes<TSimd, TVector>(float rate, float weightDecay, float keep, float take, float epsilon, float floor) : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _rate = TSimd.Broadcast(rate);
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _keep = TSimd.Broadcast(keep);
            private readonly TVector _take = TSimd.Broadcast(take);
            private readonly TVector _epsilon = TSimd.Broadcast(epsilon);
            private readonly TVector _floor = TSimd.Broadcast(floor);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector square, ref TVector change, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                square = Average(square, gradient);
                var ratio = TSimd.Divide(TSimd.Sqrt(TSimd.Add(change, _epsilon)), TSimd.Sqrt(TSimd.Add(square, _epsilon)));
                var delta = TSimd.Multiply(ratio, gradient);
                change = Average(change, delta);
                value = TSimd.MultiplySubtractFrom(_rate, delta, value);
            }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private TVector Average(TVector average, TVector x)
            {
                var taken = TSimd.Multiply(TSimd.Multiply(_take, x), x);
                return Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(_keep, average, taken), _floor);
            }
        }
    }
}
