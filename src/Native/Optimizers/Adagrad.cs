using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// AdaGrad. <c>g += λ w</c>, <c>α += g²</c>, <c>η' = η / (1 + (t − 1) d)</c>, <c>w −= η' g / (√α + ε)</c>; D1's slide has ε inside the root:
/// <c>w −= η g / √(α + ε)</c>. Source: D1; Duchi, Hazan and Singer 2011.
/// </summary>
public sealed class Adagrad : Optimizer
{
    private readonly double _learningRateDecay;
    private double? _initialAccumulator;
    private double? _epsilon;
    private EpsilonPlacement? _placement;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η; PyTorch's is 0.01, Keras' 0.001.</param>
    /// <param name="learningRateDecay">d, PyTorch's <c>lr_decay</c>.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="initialAccumulator">α₀, the sum of squares before the first step; PyTorch's is 0, Keras' 0.1.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-10, Keras' 1e-7.</param>
    /// <param name="epsilonPlacement">Where ε stands; inside the root in Keras and the lecture.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adagrad(
        float? learningRate = null,
        double learningRateDecay = 0,
        float weightDecay = 0f,
        double? initialAccumulator = null,
        double? epsilon = null,
        EpsilonPlacement? epsilonPlacement = null)
        : base(learningRate, 0.01f, weightDecay)
    {
        _learningRateDecay = OptimizerOptions.NotNegative(learningRateDecay);
        _initialAccumulator = OptimizerOptions.NotNegative(initialAccumulator);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _placement = epsilonPlacement;
    }

    /// <summary>How the learning rate decays.</summary>
    public double LearningRateDecay => _learningRateDecay;

    /// <summary>The first value of the sums; null until a network's conventions settle it.</summary>
    public double? InitialAccumulator => _initialAccumulator;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <summary>Where ε stands; null until a network's conventions settle it.</summary>
    public EpsilonPlacement? Placement => _placement;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["sum"];

    /// <inheritdoc/>
    public override float InitialSlotValue(int slot) => (float)(_initialAccumulator ?? 0);

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        if (conventions == Conventions.Keras)
        {
            SettleLearningRate(0.001f);
        }

        _initialAccumulator ??= conventions == Conventions.Keras ? 0.1 : 0;
        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-10;
        _placement ??= conventions == Conventions.PyTorch ? EpsilonPlacement.OutsideRoot : EpsilonPlacement.InsideRoot;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        var rate = (float)(update.LearningRate / (1 + ((update.Step - 1) * _learningRateDecay)));
        var isInsideRoot = _placement == EpsilonPlacement.InsideRoot;
        var epsilon = _epsilon!.Value;
        UpdateKernel.Run(update, 1, new Rule(rate, update.WeightDecay, (float)epsilon, Subnormals.Floor(epsilon, _placement!.Value), isInsideRoot));
    }

    private readonly struct Rule(float rate, float weightDecay, float epsilon, float floor, bool isInsideRoot) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(rate, weightDecay, epsilon, floor, isInsideRoot));

        private readonly struct Lanes<TSimd, TVector>(float rate, float weightDecay, float epsilon, float floor, bool isInsideRoot) : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _rate = TSimd.Broadcast(rate);
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _epsilon = TSimd.Broadcast(epsilon);
            private readonly TVector _floor = TSimd.Broadcast(floor);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector sum, ref TVector slot1, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                sum = Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(gradient, gradient, sum), _floor);
                var denominator = isInsideRoot ? TSimd.Sqrt(TSimd.Add(sum, _epsilon)) : TSimd.Add(TSimd.Sqrt(sum), _epsilon);
                value = TSimd.MultiplySubtractFrom(_rate, TSimd.Divide(gradient, denominator), value);
            }
        }
    }
}
