using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>
/// AdaGrad. <c>g += λ w</c>, <c>α += g²</c>, <c>η' = η / (1 + (t − 1) d)</c>, <c>w −= η' g / (√α + ε)</c>; D1's slide has ε inside the root:
/// <c>w −= η g / √(α + ε)</c>. Source: D1; Duchi, Hazan and Singer 2011.
/// </summary>
public sealed class Adagrad : Optimizer
{
    private readonly double _learningRateDecay;
    private readonly float _initialAccumulator;
    private readonly double _epsilon;
    private readonly EpsilonPlacement _placement;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="learningRateDecay">d, PyTorch's <c>lr_decay</c>.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="initialAccumulator">α₀, the sum of squares before the first step; Keras' is 0.1.</param>
    /// <param name="epsilon">ε; Keras' is 1e-7.</param>
    /// <param name="epsilonPlacement">Where ε stands.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adagrad(
        float learningRate = 0.01f,
        double learningRateDecay = 0,
        float weightDecay = 0f,
        float initialAccumulator = 0f,
        double epsilon = 1e-10,
        EpsilonPlacement epsilonPlacement = EpsilonPlacement.OutsideRoot)
        : base(learningRate, weightDecay)
    {
        _learningRateDecay = OptimizerOptions.NotNegative(learningRateDecay);
        _initialAccumulator = (float)OptimizerOptions.NotNegative(initialAccumulator);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _placement = epsilonPlacement;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["sum"];

    /// <inheritdoc/>
    public override float InitialSlotValue(int slot) => _initialAccumulator;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var rate = (float)(update.LearningRate / (1 + ((update.Step - 1) * _learningRateDecay)));
        var isInsideRoot = _placement == EpsilonPlacement.InsideRoot;
        UpdateKernel.Run(update, 1, new Rule(rate, update.WeightDecay, (float)_epsilon, Subnormals.Floor(_epsilon, _placement), isInsideRoot));
    }

    private readonly struct Rule(float rate, float weightDecay, float epsilon, float floor, bool isInsideRoot) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TSimd, TVector>(TVector gradient, ref TVector value, ref TVector sum, ref TVector slot1, ref TVector slot2)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            gradient = TSimd.MultiplyAdd(TSimd.Broadcast(weightDecay), value, gradient);
            sum = Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(gradient, gradient, sum), floor);
            var small = TSimd.Broadcast(epsilon);
            var denominator = isInsideRoot ? TSimd.Sqrt(TSimd.Add(sum, small)) : TSimd.Add(TSimd.Sqrt(sum), small);
            value = TSimd.MultiplySubtractFrom(TSimd.Broadcast(rate), TSimd.Divide(gradient, denominator), value);
        }
    }
}
