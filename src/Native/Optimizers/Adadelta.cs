using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adadelta. <c>g += λ w</c>, <c>s = ρ s + (1 − ρ) g²</c>, <c>δ = g √(u + ε) / √(s + ε)</c>, <c>u = ρ u + (1 − ρ) δ²</c>, <c>w −= η δ</c>.
/// Source: Zeiler 2012; PyTorch's Adadelta.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private readonly double _smoothing;
    private readonly double _epsilon;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; the paper's is 1, Keras' 0.001.</param>
    /// <param name="smoothing">ρ; Keras' is 0.95.</param>
    /// <param name="epsilon">ε; Keras' is 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adadelta(float learningRate = 1f, double smoothing = 0.9, double epsilon = 1e-6, float weightDecay = 0f)
        : base(learningRate, weightDecay)
    {
        _smoothing = OptimizerOptions.Share(smoothing);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["square_avg", "acc_delta"];

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var floor = Subnormals.Floor(_epsilon, EpsilonPlacement.InsideRoot);
        var rule = new Rule(update.LearningRate, update.WeightDecay, (float)_smoothing, (float)(1 - _smoothing), (float)_epsilon, floor);
        UpdateKernel.Run(update, 2, rule);
    }

    private readonly struct Rule(float rate, float weightDecay, float keep, float take, float epsilon, float floor) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TSimd, TVector>(TVector gradient, ref TVector value, ref TVector square, ref TVector change, ref TVector slot2)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            gradient = TSimd.MultiplyAdd(TSimd.Broadcast(weightDecay), value, gradient);
            square = Average<TSimd, TVector>(square, gradient);
            var small = TSimd.Broadcast(epsilon);
            var ratio = TSimd.Divide(TSimd.Sqrt(TSimd.Add(change, small)), TSimd.Sqrt(TSimd.Add(square, small)));
            var delta = TSimd.Multiply(ratio, gradient);
            change = Average<TSimd, TVector>(change, delta);
            value = TSimd.MultiplySubtractFrom(TSimd.Broadcast(rate), delta, value);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Average<TSimd, TVector>(TVector average, TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var taken = TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(take), x), x);
            return Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(TSimd.Broadcast(keep), average, taken), floor);
        }
    }
}
